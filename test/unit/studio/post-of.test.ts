import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetOf, postOf } from '../../../lib/client/composer/post-of.ts'
import { cleanText } from '../../../lib/shared/clean-text.ts'
import { KEY_MAX, TEXT_MAX } from '../../../lib/shared/limits.ts'
import { seed } from '../../support/seed.ts'

describe('what a typed text becomes', () => {
  it('is its cleaned text, and no key moment', () => {
    expect(postOf(' Presents \r\n', { isKey: false })).toEqual({ text: 'Presents', key: null })
  })

  it('of a key moment with one line, is that line twice, as a post cannot be empty', () => {
    expect(postOf('The candle is out', { isKey: true })).toEqual({
      text: 'The candle is out',
      key: 'The candle is out',
    })
  })

  it('of a key moment with more lines, is the first as heading and the rest as text', () => {
    expect(postOf('The candle is out\n\nIt took three tries.\nAll good.', { isKey: true })).toEqual({
      key: 'The candle is out',
      text: 'It took three tries.\nAll good.',
    })
  })

  it('cuts a first line that is too long for a heading at a word, and leaves it whole in the text', () => {
    const line = `${'word '.repeat(30)}end`
    const { text, key } = postOf(`${line}\nmore`, { isKey: true })
    expect(text).toBe(`${line}\nmore`)
    expect(key).toMatch(/^(word )+word…$/)
  })

  it('cuts between two characters as people see them', () => {
    const { key } = postOf('👨‍👩‍👧‍👦'.repeat(20), { isKey: true })
    expect(key).toMatch(/^(👨‍👩‍👧‍👦)+…$/u)
  })

  it('is nothing when nothing of it can be seen', () => {
    expect(postOf('\u200b \n', { isKey: true })).toEqual({ text: '', key: null })
  })

  it('always fits, loses no word and is never an empty post', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 120 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), lines => {
        const typed = lines.join('\n')
        const { text, key } = postOf(typed, { isKey: true })
        expect((key ?? '').length).toBeLessThanOrEqual(KEY_MAX)
        expect(text === '').toBe(cleanText(typed) === '')
        for (const word of cleanText(typed).split(/\s+/)) expect(`${key}\n${text}`).toContain(word)
      }),
      { seed },
    )
  })
})

describe('the budget', () => {
  it('counts what is sent, not what is typed around it', () => {
    expect(budgetOf(`  ${'x'.repeat(TEXT_MAX - 19)}  `, { isKey: false })).toBe(19)
    expect(budgetOf('x'.repeat(TEXT_MAX + 12), { isKey: false })).toBe(-12)
  })
})
