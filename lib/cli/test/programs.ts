import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Where programs of these names may be, in the order of the PATH. */
export function onPath(names: string[]): string[] {
  return (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)))
}

export async function firstThatRuns(places: string[]): Promise<string | undefined> {
  for (const place of places) if (existsSync(place) && (await runs(place))) return place
  return undefined
}

/** A file may be there without the libraries that it needs, or be a stub that only says where to get it. */
export async function runs(file: string): Promise<boolean> {
  const version = promisify(execFile)(file, ['--version'], { timeout: 20_000 })
  return version.then(
    ({ stdout }) => /\d+\.\d+/.test(stdout),
    () => false,
  )
}
