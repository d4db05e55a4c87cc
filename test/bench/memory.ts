import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { startProcess, usageOf } from './bench-process.ts'

const VIEWERS = 1_000

/** What the one process holds while 1,000 viewers wait. Megabytes: of all figures here the one that is no ratio, as its target is none. */
export async function memory(): Promise<void> {
  const app = await startApp()
  const owner = await signIn(app.origin)
  const cast = await owner.startCast()
  const { key } = (await owner.get('/api/channels/config')).body
  const address = `ws://localhost:${app.port}/app/${key}?protocol=7&client=bench&version=1.0.0`
  const listeners = await startProcess('test/bench/listeners.ts', address, VIEWERS, cast.channel)
  await owner.publish(cast.id, 'one', 'two', 'three')
  const { megabytes } = await usageOf(app.pid())
  console.log(`idle memory of the process with ${VIEWERS} viewers = ${megabytes.toFixed(0)} MB`)
  await listeners.end()
  await app.stop()
}
