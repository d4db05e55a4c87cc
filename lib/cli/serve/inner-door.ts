import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type RequestListener,
  request,
} from 'node:http'
import { duplexPair } from 'node:stream'
import { text } from 'node:stream/consumers'

export interface InnerAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/**
 * A way to ask `answer` as a browser would, without leaving this process: no port that anybody else on the machine could reach.
 * Rejects when the answer breaks off. Source: the `connection` event of Node's http.Server, which takes any duplex stream.
 */
export function innerDoor(
  answer: RequestListener,
): (path: string, headers: OutgoingHttpHeaders) => Promise<InnerAnswer> {
  const server = createServer(answer)
  return (path, headers) =>
    new Promise((resolve, reject) => {
      const [near, far] = duplexPair()
      server.emit('connection', far)
      const asked = request({ createConnection: () => near, path, headers: { ...headers, connection: 'close' } })
      asked.once('error', reject)
      asked.once('response', async response => {
        const { statusCode: status = 0, headers } = response
        text(response).then(body => resolve({ status, headers, body }), reject)
      })
      asked.end()
    })
}
