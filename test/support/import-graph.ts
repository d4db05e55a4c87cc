import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface Import {
  /** Path from the root of the project for what is ours, else the specifier as written. */
  to: string
  isOurs: boolean
  /** Gone when the program runs. */
  isTypeOnly: boolean
}

/** The imports of every source file, by its path from the root of the project. */
export async function importGraph(root: string): Promise<Map<string, Import[]>> {
  const inside = (await Promise.all(['app', 'lib'].map(folder => sourcesIn(root, folder)))).flat()
  const files = [...inside, 'proxy.ts', 'instrumentation.ts', 'next.config.mjs']
  return new Map(files.map(file => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]))
}

async function sourcesIn(root: string, folder: string): Promise<string[]> {
  const found = await readdir(join(root, folder), { recursive: true })
  return found.filter(file => /\.(?:ts|tsx|mjs)$/.test(file)).map(file => `${folder}/${file}`)
}

const FROM = /^\s*(?:import|export)\s+(type\s)?(?:[\w*${}\s,]*?\sfrom\s*)?['"]([^'"\n]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

export function importsOf(file: string, text: string): Import[] {
  const statics = [...text.matchAll(FROM)].map(([, type, to = '']) => ({ to, isTypeOnly: type !== undefined }))
  const dynamics = [...text.matchAll(DYNAMIC)].map(([, to = '']) => ({ to, isTypeOnly: false }))
  return [...statics, ...dynamics].map(({ to, isTypeOnly }) => {
    const isOurs = to.startsWith('.')
    return { to: isOurs ? join(dirname(file), to) : to, isOurs, isTypeOnly }
  })
}
