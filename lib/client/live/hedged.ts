import type { Clock } from './clock.ts'
import type { Answer } from './read-answer.ts'

/** Times in milliseconds. */
export interface Patience {
  clock: Clock
  /** Nothing came back for this long: the question is asked once more. Null where it may not be asked twice. */
  everyMs: number | null
  /** After this it is given up. */
  lastsMs: number
}

/**
 * Asks until an answer comes, and takes the first: a connection that swallows what it is given says nothing, and the same question goes
 * out on another. The first request is given all the time, for a slow network; those after it make room for the next, as a browser opens
 * six connections to a server and no more. Ends as trouble when the time is over, when all that is under way has failed, or by `signal`. `ask` never throws,
 * and calls `hear` when an answer begins: from then on it is waited for.
 */
export function hedged<Body>(
  ask: (signal: AbortSignal, hear: () => void) => Promise<Answer<Body>>,
  { clock, everyMs, lastsMs }: Patience,
  signal?: AbortSignal,
): Promise<Answer<Body>> {
  return new Promise(resolve => {
    const underWay = new Set<AbortController>()
    const heard = new Set<AbortController>()
    const undo: (() => void)[] = []

    function end(answer: Answer<Body>): void {
      for (const one of undo) one()
      for (const request of underWay) request.abort()
      resolve(answer)
    }

    function giveUp(): void {
      end({ kind: 'trouble' })
    }

    async function send(livesMs: number): Promise<void> {
      const request = new AbortController()
      underWay.add(request)
      undo.push(clock.after(livesMs, () => heard.has(request) || request.abort()))
      const answer = await ask(request.signal, () => heard.add(request))
      underWay.delete(request)
      heard.delete(request)
      if (answer.kind !== 'trouble') end(answer)
      else if (underWay.size === 0) giveUp()
    }

    function repeat(ms: number): void {
      const again = () => {
        repeat(ms)
        if (heard.size === 0) void send(ms) // never throws, as `ask` does not
      }
      undo.push(clock.after(ms, again))
    }

    if (signal?.aborted) return giveUp()
    signal?.addEventListener('abort', giveUp)
    undo.push(() => signal?.removeEventListener('abort', giveUp), clock.after(lastsMs, giveUp))
    if (everyMs !== null) repeat(everyMs)
    void send(lastsMs) // as above
  })
}
