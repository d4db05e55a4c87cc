import type { IncomingMessage } from 'node:http'
import { HttpRefusal } from './http-refusal.ts'
import type { ChannelsLimits } from './limits.ts'

/** The whole body. Throws 413 beyond `requestBytes` (and stops reading), 408 beyond `requestMs`, 400 when the caller hung up. */
export async function readBody(request: IncomingMessage, limits: ChannelsLimits): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limits.requestBytes) throw tooLarge(limits)
  let deadline: NodeJS.Timeout | undefined
  const chunks: Buffer[] = []
  let size = 0
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      deadline = setTimeout(() => reject(new HttpRefusal(408, 'The body took too long')), limits.requestMs)
      request.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > limits.requestBytes) reject(tooLarge(limits))
        else chunks.push(chunk)
      })
      request.on('end', () => resolve(Buffer.concat(chunks)))
      request.on('error', () => reject(new HttpRefusal(400, 'The body ended early')))
    })
  } finally {
    clearTimeout(deadline)
    request.pause()
    request.removeAllListeners('data')
  }
}

function tooLarge({ requestBytes }: ChannelsLimits): HttpRefusal {
  return new HttpRefusal(413, `The request exceeds the allowed maximum (${requestBytes} bytes)`)
}
