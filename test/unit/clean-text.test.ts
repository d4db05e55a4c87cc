import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine } from '../../lib/shared/clean-line.ts'
import { cleanText } from '../../lib/shared/clean-text.ts'
import { growth } from '../support/growth.ts'
import { seed } from '../support/seed.ts'

const anyString = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code))).map(units => units.join('')),
  fc
    .array(
      fc.constantFrom('a', ' ', '\n', '\r', '\t', '\0', '\u2028', '\ud83d', '\ude00', '\u202e', '\u200b', '\ufeff'),
    )
    .map(units => units.join('')),
)

describe('cleanText', () => {
  it('makes every kind of line end one line feed', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u2029e\u0085f\vg\fh')).toBe('a\nb\nc\nd\ne\nf\ng\nh')
  })

  it('takes out control characters, NUL, noncharacters and pasted objects, and keeps tabs', () => {
    expect(cleanText('a\0b\u0007c\u001bd\u007fe\u009ff\tg\ufffeh\uffffi\u{1fffe}j\ufdd0k\ufffcl\ufeffm')).toBe(
      'abcdef\tghijklm',
    )
  })

  it('takes out halves of surrogate pairs and keeps whole ones', () => {
    expect(cleanText('a\ud83db\ude00c😀')).toBe('abc😀')
    expect(cleanText('\ud83d\0\ude00.')).toBe('.')
  })

  it('takes out embeddings and overrides, which make text read as another', () => {
    expect(cleanText('https://example.org/\u202egpj.exe\u202c')).toBe('https://example.org/gpj.exe')
  })

  it('keeps joiners, direction marks, isolates, variation selectors and flags', () => {
    const text =
      '👩‍👩‍👧 ❤️ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} می‌خواهم क्‍ष \u200fשלום\u200e \u2067مرحبا\u2069 e\u0301 ภาษา\u200bไทย'
    expect(cleanText(text)).toBe(text)
  })

  it('keeps paragraphs and line breaks, with at most one blank line, and indents inside', () => {
    expect(cleanText('\n\n  One  \ntwo\t\n\n \n\n\nthree\n  four\n\n')).toBe('One\ntwo\n\nthree\n  four')
  })

  it.each(['', ' \n\t ', '\u200b', '\u2060\u200d\ufe0f', '\u3164 \u00ad', '\0\ud83d'])(
    'leaves nothing of %j, which shows nothing',
    text => {
      expect(cleanText(text)).toBe('')
    },
  )

  it('changes nothing more the second time', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyString, text => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))
      }),
      { seed, numRuns: 1000 },
    )
  })

  it('leaves only what can be stored as UTF-8 and shown', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyString, text => {
        const cleaned = cleanText(text)
        expect(Buffer.from(cleaned).toString()).toBe(cleaned)
        expect(cleaned).not.toMatch(/[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e]/u)
        expect(cleanLine(text)).not.toMatch(/[\n\t]| {2}|^ | $/)
      }),
      { seed, numRuns: 1000 },
    )
  })

  it.each([' ', '\n', ' \n', '\r', '\u200b', '\ud83d'])(
    'takes time in proportion to the length of many %j',
    { timeout: 60_000 },
    unit => {
      expect(growth(cleanText, length => `a${unit.repeat(length)}b`, 10_000)).toBeLessThan(10)
    },
  )
})

describe('cleanLine', () => {
  it('puts everything on one line with single spaces', () => {
    expect(cleanLine('  Burek’s\r\n\tfirst \u00a0 birthday\u2028! ')).toBe('Burek’s first birthday !')
  })
})
