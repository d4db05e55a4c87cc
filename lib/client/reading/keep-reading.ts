import type { Clock } from '../live/clock.ts'
import type { CastFollower } from '../live/follow-cast.ts'
import type { PageSignals } from '../live/page-signals.ts'
import type { ReaderState } from '../live/reader-state.ts'
import type { KeptCasts } from './kept-casts.ts'
import { toStart } from './to-start.ts'

export interface KeepParts {
  follower: CastFollower
  kept: Pick<KeptCasts, 'keep' | 'forget'>
  clock: Clock
  signals: Pick<PageSignals, 'onUnseen'>
}

/** Keeps a copy of what a follower reads, a moment after it changed and when the page goes out of sight, until the function it returns is called. */
export function keepReading({ follower, kept, clock, signals }: KeepParts): () => void {
  let seen: ReaderState | null = null
  let cancel: (() => void) | null = null

  function save(): void {
    cancel?.()
    cancel = null
    const { reader } = follower.reading()
    if (reader === seen || reader.mode !== 'reading') return
    seen = reader
    void kept.keep(toStart(reader), clock.now()) // never rejects
  }

  function onChange(): void {
    const { reader } = follower.reading()
    if (reader.mode === 'gone') void kept.forget(reader.cast.id) // as above
    if (reader === seen || reader.mode !== 'reading') return
    cancel ??= clock.after(KEEP_MS, save) // not put off by what comes meanwhile
  }

  save()
  const forget = [follower.subscribe(onChange), signals.onUnseen(save)]
  return () => {
    save()
    for (const forgetOne of forget) forgetOne()
  }
}

const KEEP_MS = 2_000
