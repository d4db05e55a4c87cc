import { hostEnv, type Mood, startHostOutside } from '../support/host-outside.ts'
import { newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { percentile } from './percentile.ts'

const ROUNDS = 7
const POSTS_A_ROUND = 50

/**
 * How long a publish takes beside a Channels host that fails, as a ratio to one beside a healthy host: two apps, rounds
 * in turn, p95 of each round, the median of the rounds' ratios.
 */
export async function publishWithBadHost(): Promise<void> {
  for (const mood of ['refuses', 'hangs', 'breaks'] as const) console.log(await compare(mood))
}

async function compare(mood: Mood): Promise<string> {
  const [good, bad] = [await arrange('healthy'), await arrange(mood)]
  await good.round()
  await bad.round()
  const ratios = []
  for (let round = 0; round < ROUNDS; round += 1) ratios.push((await bad.round()) / (await good.round()))
  await good.close()
  await bad.close()
  return `publish, p95, a host that ${mood} : a healthy one = ${percentile(ratios, 0.5).toFixed(2)} (${ROUNDS} rounds of ${POSTS_A_ROUND}, ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`
}

async function arrange(mood: Mood) {
  const host = await startHostOutside()
  const app = await startApp({ env: hostEnv(host) })
  const owner = await signIn(app.origin)
  const cast = await owner.startCast()
  host.mood = mood
  return {
    round: () => p95(owner, cast.id),
    async close() {
      host.mood = 'healthy'
      host.close()
      await app.stop()
    },
  }
}

async function p95(owner: Publisher, cast: string): Promise<number> {
  const times = []
  for (let at = 0; at < POSTS_A_ROUND; at += 1) {
    const began = performance.now()
    await owner.sendOps(cast, [newPublish(`post ${at}`)])
    times.push(performance.now() - began)
  }
  return percentile(times, 0.95)
}
