import { buildApp } from './build/build-app.ts'

/** `npm run build`: only builds, when the sources have changed. */
export async function run(): Promise<void> {
  console.log(`The build is in ${await buildApp(process.cwd())}.`)
}
