import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The inline scripts of each prerendered page, by its path, as sources of a Content-Security-Policy: `'sha256-…'`. */
export type ScriptHashes = Record<string, string[]>

/** Reads the pages that Next has written into `buildDir`. Source: CSP Level 3, 2.3.1 and 8.4. */
export async function scriptHashes(buildDir: string): Promise<ScriptHashes> {
  const pages = join(buildDir, 'server', 'app')
  const files = (await readdir(pages, { recursive: true })).filter(file => file.endsWith('.html'))
  const entries = files.map(async file => {
    const html = await readFile(join(pages, file), 'utf8')
    return [pathOf(relative(pages, join(pages, file))), hashesOf(html)] as const
  })
  return Object.fromEntries((await Promise.all(entries)).sort())
}

/** `index.html` is `/`, `studio.html` is `/studio`. */
function pathOf(file: string): string {
  const path = file
    .split(sep)
    .join('/')
    .replace(/\.html$/, '')
  return path === 'index' ? '/' : `/${path}`
}

export function hashesOf(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi)
  const hashes = [...scripts].map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return [...new Set(hashes)]
}
