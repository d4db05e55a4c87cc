import { runTests } from './test/run-tests.ts'
import { sumLine } from './test/sum.ts'

/** `npm run soak [-- <runs>]`: the outbox through 10,000 random bad days, or as many as told. With `SEED` it repeats those of an earlier run. */
export async function run([runs = '10000']: string[]): Promise<void> {
  const sum = await runTests('unit', ['test/unit/outbox/model.test.ts'], { OUTBOX_RUNS: runs })
  console.log(`\n${sumLine(sum)}`)
  process.exit(sum.failed > 0 ? 1 : 0)
}
