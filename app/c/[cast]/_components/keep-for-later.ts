import { registerWorker } from '../../../../lib/client/installed/register-worker.ts'
import { systemClock } from '../../../../lib/client/live/clock.ts'
import type { CastFollower } from '../../../../lib/client/live/follow-cast.ts'
import { pageSignals } from '../../../../lib/client/live/page-signals.ts'
import { keepReading } from '../../../../lib/client/reading/keep-reading.ts'
import { keptCasts } from '../../../../lib/client/reading/kept-casts.ts'
import { savesData } from '../../../../lib/client/saves-data.ts'

/** Lets this page open without a network from now on, unless its reader saves data. Ends when the function it returns is called. */
export function keepForLater(follower: CastFollower): () => void {
  if (!savesData()) registerWorker()
  return keepReading({ follower, kept: keptCasts, clock: systemClock, signals: pageSignals })
}
