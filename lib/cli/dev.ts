import { serveApp } from './serve/serve-app.ts'

/** `npm run dev`: the same as a start, with hot reload in place of a build. */
export async function run(): Promise<void> {
  await serveApp(process.cwd(), 'development')
}
