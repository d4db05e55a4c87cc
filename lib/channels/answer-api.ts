import type { IncomingMessage, ServerResponse } from 'node:http'
import { listChannels, listUsers, showChannel } from './channel-info.ts'
import type { ChannelsState } from './channels-state.ts'
import { HttpRefusal } from './http-refusal.ts'
import { readBody } from './read-body.ts'
import { triggerBatch, triggerEvent } from './trigger-events.ts'
import { verifyBody, verifyRequest } from './verify-request.ts'

interface Call {
  /** What stands for the `:name` in the path, unescaped. */
  name: string
  parameters: Map<string, string>
  body: Buffer
}

/** Paths below /apps/:id. */
const routes: { method: string; path: RegExp; answer: (state: ChannelsState, call: Call) => unknown }[] = [
  { method: 'POST', path: /^events$/, answer: (state, { body }) => triggerEvent(state, body) },
  { method: 'POST', path: /^batch_events$/, answer: (state, { body }) => triggerBatch(state, body) },
  { method: 'GET', path: /^channels$/, answer: (state, { parameters }) => listChannels(state, parameters) },
  {
    method: 'GET',
    path: /^channels\/([^/]+)$/,
    answer: (state, { name, parameters }) => showChannel(state, name, parameters),
  },
  { method: 'GET', path: /^channels\/([^/]+)\/users$/, answer: (state, { name }) => listUsers(state, name) },
  {
    method: 'POST',
    path: /^users\/([^/]+)\/terminate_connections$/,
    answer: (state, { name }) => terminateConnections(state, name),
  },
]

/** Answers a request of the HTTP API: JSON on success, else a status and plain text. Source: Pusher Channels docs, "HTTP API Reference". */
export function answerApi(state: ChannelsState, request: IncomingMessage, response: ServerResponse): void {
  void work(state, request).then(
    result => send(response, 200, 'application/json', JSON.stringify(result)),
    error => {
      // A body that was not read to its end cannot be followed by another request.
      if (!request.complete) response.setHeader('Connection', 'close')
      if (error instanceof HttpRefusal) {
        send(response, error.status, 'text/plain; charset=utf-8', error.message)
      } else {
        state.onError(error)
        send(response, 500, 'text/plain; charset=utf-8', 'Internal server error')
      }
    },
  )
}

/** The signature is checked before the first byte of the body is read: it covers the body's digest. */
async function work(state: ChannelsState, request: IncomingMessage): Promise<unknown> {
  const [path = '', query = ''] = split(request.url ?? '', '?')
  const [id, rest] = split(path.slice('/apps/'.length), '/')
  if (id !== state.app.id) throw new HttpRefusal(404, 'Unknown app id')
  const matching = routes.filter(route => route.path.test(rest))
  if (matching.length === 0) throw new HttpRefusal(404, 'Not found')
  const route = matching.find(({ method }) => method === request.method)
  if (!route) throw new HttpRefusal(405, 'Method not allowed')
  const parameters = verifyRequest(state, { method: route.method, path, query })
  const body = await readBody(request, state.limits)
  verifyBody(parameters, body)
  return route.answer(state, { name: nameIn(route.path, rest), parameters, body })
}

function terminateConnections(state: ChannelsState, userId: string): unknown {
  for (const connection of state.users.get(userId) ?? []) connection.close(4009)
  return {}
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}

function nameIn(pattern: RegExp, path: string): string {
  try {
    return decodeURIComponent(pattern.exec(path)?.[1] ?? '')
  } catch (error) {
    if (error instanceof URIError) throw new HttpRefusal(400, 'The path is not properly escaped')
    throw error
  }
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' })
  response.end(text)
}
