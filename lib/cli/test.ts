import { buildApp } from './build/build-app.ts'
import { findBrowsers } from './test/find-browsers.ts'
import { isGoInstalled } from './test/go.ts'
import { runChecks } from './test/run-checks.ts'
import { runTests } from './test/run-tests.ts'
import { add, type Sum, sumLine } from './test/sum.ts'

/**
 * `npm test`: everything, in the order in which it says most the soonest. `npm test -- unit log` runs the unit tests whose path has
 * `log` in it; without a stage, those of every stage.
 */
export async function run(args: string[]): Promise<void> {
  const patterns = args.filter(arg => !isStage(arg))
  const named = args.filter(isStage)
  const wanted = named.length > 0 ? named : patterns.length > 0 ? TESTS : STAGES
  const settings: Settings = { patterns, env: {} }
  if (wanted.includes('e2e') || wanted.includes('mongo')) settings.env = await findBrowsers()

  let sum: Sum = { passed: 0, failed: 0, skipped: 0 }
  for (const stage of STAGES.filter(name => wanted.includes(name))) sum = add(sum, await stages[stage](settings))
  console.log(`\n${sumLine(sum)}`)
  process.exit(sum.failed > 0 ? 1 : 0)
}

interface Settings {
  patterns: string[]
  env: Record<string, string>
}

const stages = {
  check: runChecks,
  unit: ({ patterns, env }: Settings) => runTests('unit', patterns, env),
  build: runBuild,
  api: ({ patterns, env }: Settings) => runTests('api', patterns, env),
  e2e: ({ patterns, env }: Settings) => runTests('e2e', patterns, env),
  mongo: runOnMongo,
}
type Stage = keyof typeof stages
const STAGES: Stage[] = ['check', 'unit', 'build', 'api', 'e2e', 'mongo']
const TESTS: Stage[] = ['unit', 'api', 'e2e', 'mongo']

function isStage(arg: string): arg is Stage {
  return Object.hasOwn(stages, arg)
}

async function runBuild(settings: Settings): Promise<Sum> {
  console.log('\n── build')
  try {
    settings.env.PUSHERCAST_BUILD_DIR = await buildApp(process.cwd())
    return { passed: 1, failed: 0, skipped: 0 }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** Nobody should take it for run where it was not; an integration server has to have what it needs. */
async function runOnMongo({ patterns, env }: Settings): Promise<Sum> {
  if (process.env.MONGODB_URI || (await isGoInstalled())) return runTests('mongo', patterns, env)
  console.log('\n── mongo tests\nNOT RUN: they need MONGODB_URI, or Go (https://go.dev) to build FerretDB with.')
  return process.env.CI ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 }
}
