import { serveApp } from './serve/serve-app.ts'

/** `npm start`: builds when the sources have changed, then serves. */
export async function run(): Promise<void> {
  await serveApp(process.cwd(), 'production')
}
