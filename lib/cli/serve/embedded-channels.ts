import { createServer } from 'node:http'
import { type ChannelsServer, createChannelsServer } from '../../channels/channels-server.ts'
import { listen } from './listen.ts'

export interface EmbeddedChannels {
  server: ChannelsServer
  /** Port on 127.0.0.1 of its HTTP API, which is not on the public side. */
  port: number
  close(): Promise<void>
}

/** The Channels server of this process. Triggers reach it over plain HTTP, as a certificate does not name 127.0.0.1. */
export async function startEmbeddedChannels(app: {
  id: string
  key: string
  secret: string
}): Promise<EmbeddedChannels> {
  const server = createChannelsServer({ app, onError: error => console.error('Channels:', error) })
  const api = createServer((request, response) => {
    if (!server.handleRequest(request, response)) response.writeHead(404).end()
  })
  const port = await listen(api, { port: 0, host: '127.0.0.1' })
  return {
    server,
    port,
    async close() {
      await server.close()
      api.close()
      api.closeAllConnections()
    },
  }
}
