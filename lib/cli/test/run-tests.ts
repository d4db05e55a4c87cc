import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { runTool } from './run-tool.ts'
import type { Sum } from './sum.ts'

export type Project = 'unit' | 'api' | 'e2e' | 'mongo'

/** Runs one of the projects of test/vitest.config.ts, or its files whose path has one of the patterns in it. */
export async function runTests(project: Project, patterns: string[], env: Record<string, string>): Promise<Sum> {
  console.log(`\n── ${project} tests`)
  const folder = await mkdtemp(join(tmpdir(), 'pushercast-test-'))
  const report = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const options = ['--config', 'test/vitest.config.ts', '--project', project, '--passWithNoTests', ...reporters]
    const isGreen = await runTool('vitest', ['run', ...options, ...patterns], env)
    return sumOf(await readReport(report), isGreen)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
})
type Report = z.infer<typeof Report>

/** A file that cannot be loaded, and an error outside of every test, fail the run without a failed test: they count as one. */
function sumOf(report: Report | undefined, isGreen: boolean): Sum {
  const failed = report?.numFailedTests ?? 0
  return {
    passed: report?.numPassedTests ?? 0,
    failed: isGreen ? failed : Math.max(failed, 1),
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  }
}

/** Undefined when the runner fell over before it wrote one. */
async function readReport(file: string): Promise<Report | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Report.parse(JSON.parse(text))
}
