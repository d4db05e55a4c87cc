import { buildApp } from '../../lib/cli/build/build-app.ts'

/** Every app that the tests start serves this one build, also when somebody edits meanwhile. */
export default async function buildOnce(): Promise<void> {
  process.env.PUSHERCAST_BUILD_DIR ||= await buildApp(process.cwd())
}
