import { runChecks } from './test/run-checks.ts'
import { runTests } from './test/run-tests.ts'
import { add, sumLine } from './test/sum.ts'

/** `npm run check`: format, lint, types, dead code and import rules. */
export async function run(): Promise<void> {
  const sum = add(await runChecks(), await runTests('unit', ['test/unit/imports.test.ts'], {}))
  console.log(`\n${sumLine(sum)}`)
  process.exit(sum.failed > 0 ? 1 : 0)
}
