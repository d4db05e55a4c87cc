import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../lib/shared/clean-text.ts'
import { renderText } from '../../lib/shared/render-text.ts'
import { readPostHtml } from '../support/read-post-html.ts'
import { seed } from '../support/seed.ts'

describe('renderText, given any text,', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...marks()) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)) },
  )
  const anyText = fc.array(piece, { maxLength: 60 }).map(pieces => pieces.join(''))

  it('gives only the allowed elements and attributes, each closed (invariant 10)', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyText, text => {
        readPostHtml(renderText(text))
      }),
      { seed, numRuns: 5_000 },
    )
  })

  it('gives the same before and after it is stored', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(renderText(cleanText(text))).toBe(renderText(text))
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it('loses no letter and no digit', { timeout: 60_000 }, () => {
    // biome-ignore format: a table
    const pieces = ['a', 'ż', '字', '7', '1. ', '- ', '> ', '*', '**', '_', ' ', '  ', '\n', '\n\n', '`', '![', '#', '\\', '.']
    const words = fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map(chosen => chosen.join(''))
    fc.assert(
      fc.property(words, text => {
        expect(lettersAndDigits(readPostHtml(renderText(text)).text)).toBe(lettersAndDigits(text))
      }),
      { seed, numRuns: 2_000 },
    )
  })
})

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function marks(): string[] {
  // biome-ignore format: a table
  return [
    ...['*', '**', '_', '__', '[', ']', '(', ')', '](', '![', '<', '>', '"', "'", '&', '`', '\\', '~~', '|', '#', '=', ':', '@'],
    ...['\n', '\n\n', ' ', '  \n', '    ', '\t', '> ', '- ', '1. ', '12) ', '+ ', '```', '---', 'a', 'word', '字', '😀', 'שלום', '\u202e', '\u200d'],
    ...['http://', 'https://a.org', 'https://a.org/x"y', '[a](https://b.org', '[a](https://b.org "t")', 'c.org/', 'a@b.org', 'mailto:', '//a.org', 'ftp://'],
    ...['[a](javascript:alert(1))', '[a](data:text/html,x)', '[a](&#106;avascript:x)', 'javascript:', 'JAVASCRIPT&colon;', '[a]()', '[a]: https://b.org\n'],
    ...['<script>', '</script>', '<img src=x onerror=alert(1)>', '<a href="x">', '</p>', '<!--', '-->', '<![CDATA[', '<https://a.org>', '<a@b.org>', '&lt;', '&#0;', '&quot;'],
  ]
}
