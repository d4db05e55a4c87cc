import type { Token } from 'markdown-it'
import { cleanLine } from './clean-line.ts'
import { cleanText } from './clean-text.ts'
import { postMarkdown } from './post-markdown.ts'

/** A post on one line with no Markdown marks, for titles and previews. Longer than `max` (`string.length`), it ends in `…` between two characters as people see them. */
export function plainText(text: string, max = Number.POSITIVE_INFINITY): string {
  const line = cleanLine(postMarkdown.parse(cleanText(text), {}).map(blockText).join(' '))
  return line.length <= max ? line : `${line.slice(0, startOfCharacterAt(line, max - 1)).trimEnd()}…`
}

function blockText(token: Token): string {
  if (token.type === 'list_item_open' && token.info) return token.info + token.markup
  return token.children?.map(child => (child.tag === 'br' ? ' ' : child.content)).join('') ?? ''
}

function startOfCharacterAt(line: string, position: number): number {
  return characters.segment(line).containing(position)?.index ?? 0
}

// "und": the cut must not depend on where it runs.
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' })
