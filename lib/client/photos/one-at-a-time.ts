/** A queue: `work` begins when all that was given before has ended. */
export type Queue = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Rejects with the reason of `signal` as soon as that aborts; work that has not begun by then never does. What has begun holds up the next until it has ended. */
export function oneAtATime(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (work, signal) => {
    const turn = last.then(() => {
      signal?.throwIfAborted()
      return work()
    })
    last = turn.catch(() => undefined) // who gave it hears of it
    return untilAborted(turn, signal)
  }
}

function untilAborted<T>(turn: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return turn
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    void turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop)) // neither throws
  })
}
