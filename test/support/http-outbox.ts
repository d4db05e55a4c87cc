import { systemClock } from '../../lib/client/live/clock.ts'
import { readAnswer } from '../../lib/client/live/read-answer.ts'
import { openFlusher } from '../../lib/client/outbox/open-flusher.ts'
import { newId } from '../../lib/shared/new-id.ts'
import type { Op, OpsAnswer } from '../../lib/shared/op.ts'
import { fakeSignals } from './fake-signals.ts'
import { newDevice, newOutboxStore } from './outbox-store.ts'
import type { Publisher } from './sign-in.ts'

export interface HttpOutbox {
  post(text: string): Promise<void>
  unsent(): Promise<number>
  /** Those of its answers that its author would have to do something about. */
  held(): Promise<number>
  stop(): void
}

/** A phone's outbox in this process: the real one over fake-indexeddb, which sends by real HTTP to wherever `origin` says now. */
export function httpOutbox({
  origin,
  publisher,
  cast,
}: {
  origin: () => string
  publisher: Publisher
  cast: string
}): HttpOutbox {
  const store = newOutboxStore(newDevice())
  const owner = { cast, person: publisher.me.id }
  const cookie = [...publisher.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function sendOps({ author, ops }: { author: string; ops: Op[] }, stopped: AbortSignal) {
    try {
      const response = await fetch(`${origin()}/api/casts/${cast}/ops`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ author, sentAt: new Date().toISOString(), ops }),
        signal: AbortSignal.any([stopped, AbortSignal.timeout(DEADLINE_MS)]),
      })
      return await readAnswer(response, (body): body is OpsAnswer => Object(body).results !== undefined)
    } catch {
      return { kind: 'trouble' as const }
    }
  }

  const flusher = openFlusher({
    store,
    sendOps,
    startCast: async () => ({ kind: 'trouble' }),
    lock: { run: work => work() },
    clock: systemClock,
    random: Math.random,
    signals: fakeSignals().port,
    onAnswer() {},
  })
  const stop = flusher.start()
  return {
    async post(text) {
      const post = { id: newId(), text, capturedAt: new Date().toISOString() }
      await store.post(owner, { op: newId(), type: 'publish', post })
      flusher.wake()
    },
    unsent: async () => (await store.read('open')).length,
    held: async () => (await store.read('open')).filter(({ state }) => state === 'held').length,
    stop,
  }
}

const DEADLINE_MS = 15_000
