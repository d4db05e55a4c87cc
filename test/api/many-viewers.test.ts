import { expect, it } from 'vitest'
import { CHANGE_EVENT } from '../../lib/shared/change-event-name.ts'
import { RawSocket } from '../support/raw-socket.ts'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'

const SOCKETS = 1_000
const POSTS = 20

it('a cast with 1,000 sockets: each gets each post once and in order, also while one of them never reads', async () => {
  const app = await startApp()
  const owner = await signIn(app.origin)
  const cast = await owner.startCast()
  const { key } = (await owner.get('/api/channels/config')).body
  const sockets: RawSocket[] = []
  while (sockets.length < SOCKETS)
    sockets.push(...(await openSome(`ws://127.0.0.1:${app.port}/app/${key}`, cast.channel)))
  const [stuck, ...readers] = sockets
  stuck?.socket.pause()

  const long = 'All hats, no cattle. '.repeat(40)
  await owner.publish(cast.id, ...Array.from({ length: POSTS }, (_, at) => `${at} ${long}`))
  const revsOf = (socket: RawSocket) => socket.named(CHANGE_EVENT).map(event => (event.data as { rev: number }).rev)
  const all = Array.from({ length: POSTS }, (_, at) => at + 1)
  await until(
    () => readers.every(socket => revsOf(socket).length >= POSTS),
    () => `${readers.filter(socket => revsOf(socket).length < POSTS).length} readers to get the rest`,
    30_000,
  )
  for (const reader of readers) expect(revsOf(reader)).toEqual(all)
  for (const socket of sockets) socket.cut()
  await app.stop()
})

/** Some at a time, as each waits for its own answers. */
async function openSome(address: string, channel: string): Promise<RawSocket[]> {
  const sockets = Array.from({ length: 50 }, () => new RawSocket(`${address}?protocol=7&client=test&version=1.0.0`))
  await Promise.all(sockets.map(socket => socket.id()))
  await Promise.all(sockets.map(socket => socket.subscribe(channel)))
  return sockets
}
