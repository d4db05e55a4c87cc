import { afterEach, describe, expect, it, vi } from 'vitest'
import { askNewCast } from '../../../lib/client/new-cast/ask-new-cast.ts'
import { sendOps } from '../../../lib/client/send-ops.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { publish } from '../../support/outbox-entries.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const OPS = { rev: 1, tip: '00000000', pushed: null, results: [] }
const CAST = { cast: { id: newId(), slug: 'party' } }
const FAILED = { error: { code: 'internal', message: '' } }

/** What is made of a response that comes to everything asked, and how it was asked for. */
async function hear(status: number, body: string) {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => new Response(body, { status }))
  vi.stubGlobal('fetch', fetch)
  const ops = await sendOps({ cast: newId(), author: newId(), ops: [publish('a')] }, 0)
  const start = await askNewCast({ id: newId(), title: 'Party' })
  return { kinds: [ops.kind, start.kind], redirects: fetch.mock.calls.map(([, init]) => init.redirect) }
}

describe('what comes back to an op or a start', () => {
  it.each([
    ['a captive portal’s page', 200, '<!doctype html><title>Sign in to the network</title>'],
    ['a captive portal’s JSON', 200, '{"success":true}'],
    ['a list', 200, '[]'],
    ['nothing', 200, ''],
    ['half of ours', 200, '{"rev":1,"cast":{}}'],
    ['the other half', 200, '{"results":[],"cast":null}'],
    ['ours as a failure', 500, JSON.stringify({ ...OPS, ...CAST })],
    ['a proxy’s refusal', 403, '{"error":"Forbidden","results":[]}'],
    ['a refusal that says that it is none', 200, JSON.stringify(FAILED)],
  ])('is trouble when it is %s', async (_what, status, body) => {
    expect((await hear(status, body)).kinds).toEqual(['trouble', 'trouble'])
  })

  it('is an answer or a refusal when it is ours, and never from where a redirect leads', async () => {
    expect(await hear(200, JSON.stringify({ ...OPS, ...CAST }))).toEqual({
      kinds: ['answer', 'answer'],
      redirects: ['error', 'error'],
    })
    expect((await hear(500, JSON.stringify(FAILED))).kinds).toEqual(['refused', 'refused'])
  })
})
