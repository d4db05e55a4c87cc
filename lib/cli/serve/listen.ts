import { createServer, type Server } from 'node:net'
import { Problem } from '../problem.ts'

export interface ListenAt {
  port: number
  /** Undefined listens on every address. */
  host: string | undefined
}

/** Resolves with the port, which matters when 0 was asked for. Throws `Problem` when it cannot be had. */
export async function listen(server: Server, at: ListenAt): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(new Problem(reasonOf(error, at))))
    server.listen(at.port, at.host, () => resolve())
  })
  const bound = server.address()
  return bound !== null && typeof bound === 'object' ? bound.port : at.port
}

/** Says so before anything is built or written. */
export async function assertFree(at: ListenAt): Promise<void> {
  const trial = createServer()
  await listen(trial, at)
  await new Promise(resolve => trial.close(resolve))
}

function reasonOf(error: Error, { port, host }: ListenAt): string {
  const code = 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is "${host}", but that is no address of this machine.`
  return `Port ${port} cannot be opened (${error.message}).`
}
