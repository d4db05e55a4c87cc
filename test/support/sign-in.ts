import type { z } from 'zod'
import { NewCastAnswer } from '../../lib/shared/new-cast.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { OpsAnswer } from '../../lib/shared/op.ts'

export const PASSPHRASE = 'four hats on a small dog'

/** An answer with its body read: JSON where it is JSON. */
export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look at single fields of bodies of every shape
  body: any
}

/** Longer than any answer takes, and shorter than a test: a request that hangs is told as one. */
const ANSWER_MS = 30_000

/** Asks over real HTTP, keeping cookies as a browser does; nothing is added that a program like curl would not send. */
export function newClient(origin: string) {
  const cookies = new Map<string, string>()
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const signal = AbortSignal.timeout(ANSWER_MS)
    const response = await fetch(origin + path, { redirect: 'manual', signal, ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const callback = async (provider: string, fields: Record<string, string>) => {
    const { csrfToken } = (await ask('/api/auth/csrf')).body
    const body = new URLSearchParams({ csrfToken, json: 'true', ...fields })
    return ask(`/api/auth/callback/${provider}`, { method: 'POST', body })
  }
  return { cookies, ask, post, get: (path: string) => ask(path), callback }
}
export type Client = ReturnType<typeof newClient>

/** A client that is signed in as the owner, and what a publisher does with it. */
export async function signIn(origin: string, name = 'Tomek') {
  const client = newClient(origin)
  const answer = await client.callback('passphrase', { passphrase: PASSPHRASE, name })
  if (answer.status !== 200) throw new Error(`signing in answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  const me: { id: string; name: string } = (await client.get('/api/me')).body.me
  const sendOps = (cast: string, ops: unknown[], more: object = {}) =>
    client.post(`/api/casts/${cast}/ops`, { author: me.id, sentAt: new Date().toISOString(), ops, ...more })
  return {
    ...client,
    me,
    sendOps,
    async startCast(fields: object = {}) {
      const id = newId()
      const asked = { id, title: 'Burek’s first birthday', slug: `burek-${id.slice(-8)}`, ...fields }
      const answer = await client.post('/api/casts', asked)
      return NewCastAnswer.parse(answer.body).cast
    },
    /** Posts texts one request each; throws unless every one is applied. */
    async publish(cast: string, ...texts: string[]): Promise<z.infer<typeof OpsAnswer>[]> {
      const answers = []
      for (const text of texts) answers.push(OpsAnswer.parse((await sendOps(cast, [newPublish(text)])).body))
      return answers
    },
  }
}
export type Publisher = Awaited<ReturnType<typeof signIn>>

export function newPublish(
  text: string,
  { at = Date.now(), ...more }: { at?: number; key?: string; id?: string } = {},
) {
  return { op: newId(), type: 'publish', post: { id: newId(), text, capturedAt: new Date(at).toISOString(), ...more } }
}
