import { rm } from 'node:fs/promises'
import { onTestFinished } from 'vitest'
import { type App, startApp } from './start-app.ts'

/** An app for one test, which may leave it in any state: ended, stopped or altered. */
export async function appToBreak(): Promise<App> {
  const app = await startApp()
  onTestFinished(async () => {
    await app.kill('SIGKILL')
    await rm(app.dataDir, { recursive: true })
  })
  return app
}

/** What a browser complains of when its server is not there. */
export const SERVER_GONE = /ERR_|WebSocket/
