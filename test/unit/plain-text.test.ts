import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText } from '../../lib/shared/plain-text.ts'
import { seed } from '../support/seed.ts'

describe('plainText', () => {
  it('puts a post on one line without its marks', () => {
    expect(plainText('**Cake** is *cut*\n\n> Finally\n\n- [photos](https://example.org)\n- a@example.org')).toBe(
      'Cake is cut Finally photos a@example.org',
    )
  })

  it('keeps the numbers of a list, which are part of what was said', () => {
    expect(plainText('1. Ania\n3. Tomek')).toBe('1. Ania 3. Tomek')
  })

  it('keeps what is no mark', () => {
    expect(plainText('# <b> &amp; `x` ![y](z)')).toBe('# <b> &amp; `x` ![y](z)')
  })

  it('cuts with an ellipsis, within the length asked for', () => {
    expect(plainText('Cake is cut', 11)).toBe('Cake is cut')
    expect(plainText('Cake is cut', 10)).toBe('Cake is c…')
    expect(plainText('Cake is cut', 9)).toBe('Cake is…')
  })

  it('never cuts a character as people see it', () => {
    expect(plainText('Hi 👩‍👩‍👧!', 8)).toBe('Hi…')
    expect(plainText('e\u0301e\u0301', 3)).toBe('e\u0301…')
    expect(plainText('👩‍👩‍👧!', 3)).toBe('…')
  })

  it('stays on one line, within its length and whole, whatever the text', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const line = plainText(text, max)
        expect(line.length).toBeLessThanOrEqual(max)
        expect(line).not.toMatch(/\n/)
        expect(Buffer.from(line).toString()).toBe(line)
      }),
      { seed, numRuns: 500 },
    )
  })
})
