import { runTool } from './run-tool.ts'
import type { Sum } from './sum.ts'

/** What is looked at without running anything. Each counts as one in the sum, and runs also after another has failed. */
const checks: { name: string; run: () => Promise<boolean> }[] = [
  { name: 'format and lint', run: () => runTool('@biomejs/biome', ['check', '--error-on-warnings', '.']) },
  { name: 'types', run: async () => (await runTool('next', ['typegen'])) && runTool('typescript', ['--noEmit']) },
  { name: 'dead code', run: () => runTool('knip', ['--config', 'test/knip.json']) },
]

export async function runChecks(): Promise<Sum> {
  const sum: Sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, run } of checks) {
    console.log(`\n── ${name}`)
    if (await run()) sum.passed += 1
    else sum.failed += 1
  }
  return sum
}
