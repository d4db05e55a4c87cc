import { cleanLine } from '../../shared/clean-line.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { KEY_MAX, TEXT_MAX } from '../../shared/limits.ts'

/**
 * What a typed text becomes. Of a key moment the first line is the heading and the rest the text. With one line only it is both, and
 * pages show it once; a first line too long for a heading is cut for it and stays in the text.
 */
export function postOf(typed: string, { isKey }: { isKey: boolean }): { text: string; key: string | null } {
  const text = cleanText(typed)
  if (!isKey || text === '') return { text, key: null }
  const end = text.indexOf('\n')
  const heading = cleanLine(end === -1 ? text : text.slice(0, end))
  if (heading === '') return { text, key: null }
  if (heading.length > KEY_MAX) return { text, key: cut(heading) }
  return { text: end === -1 ? text : text.slice(end).trim(), key: heading }
}

/** How many characters may still be typed; below zero, how many are too many. */
export function budgetOf(typed: string, { isKey }: { isKey: boolean }): number {
  return TEXT_MAX - postOf(typed, { isKey }).text.length
}

/** At the last word that fits; a word longer than that is cut between two characters as people see them. */
function cut(line: string): string {
  const { index } = new Intl.Segmenter('und').segment(line).containing(KEY_MAX - 1) ?? { index: KEY_MAX - 1 }
  const start = line.slice(0, index)
  const word = start.lastIndexOf(' ')
  return `${(word > KEY_MAX / 2 ? start.slice(0, word) : start).trimEnd()}…`
}
