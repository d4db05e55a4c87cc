/**
 * How many times longer `run` takes on four times the input: about 4 when its time is linear, 16 when quadratic. Each length keeps its
 * best time, and what looks slow is measured again, up to `PATIENCE_MS`: a busy machine or a cold compiler can only add time.
 */
export function growth(run: (input: string) => unknown, input: (length: number) => string, length: number): number {
  const [short, long] = [input(length), input(4 * length)]
  let [bestShort, bestLong] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const deadline = performance.now() + PATIENCE_MS
  const mayBeNoise = () => bestLong > CLEARLY_LINEAR * bestShort && performance.now() < deadline
  for (let round = 0; round < ROUNDS_MIN || mayBeNoise(); round++) {
    bestShort = Math.min(bestShort, milliseconds(run, short))
    bestLong = Math.min(bestLong, milliseconds(run, long))
  }
  return bestLong / Math.max(bestShort, CLOCK_STEP_MS)
}

const ROUNDS_MIN = 3
const PATIENCE_MS = 2_000
const CLEARLY_LINEAR = 6
const CLOCK_STEP_MS = 0.05

/** Of the processor: what other programs do meanwhile does not count. */
function milliseconds(run: (input: string) => unknown, input: string): number {
  const start = process.cpuUsage()
  run(input)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
