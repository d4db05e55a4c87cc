import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import { ownTimeZone } from '../../../lib/client/own-time-zone.ts'
import { safeNext } from '../../../lib/client/safe-next.ts'
import { signInSentence } from '../../../lib/client/sign-in-sentence.ts'
import { clockTime } from '../../../lib/shared/clock-time.ts'
import type { FailureCode } from '../../../lib/shared/failures.ts'

describe('where to go after signing in', () => {
  const origin = 'https://cast.example.org'

  it('is the path that was asked for', () => {
    expect(safeNext('?next=%2Fstudio%3Fcast%3D1', origin)).toBe('/studio?cast=1')
  })

  it('is the studio when nothing was asked for', () => {
    expect(safeNext('', origin)).toBe('/studio')
  })

  it.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '\\/elsewhere.example',
    'javascript:alert(1)',
    'studio',
    '',
  ])('is never another site: %j', next => {
    expect(safeNext(`?${new URLSearchParams({ next })}`, origin)).toBe('/studio')
  })
})

describe('the sentence under the passphrase', () => {
  const now = Date.parse('2026-06-13T12:54:10Z')
  const refused = (error: {
    code: FailureCode
    triesLeft?: number
    retryAfter?: number
  }): Exclude<Answer<unknown>, { kind: 'answer' }> => ({
    kind: 'refused',
    error: { message: '', ...error },
  })

  it('says how many tries are left', () => {
    const sentence = (triesLeft: number) => signInSentence(refused({ code: 'wrong_passphrase', triesLeft }), now)
    expect(sentence(4)).toBe('That passphrase isn’t right. 4 tries left.')
    expect(sentence(1)).toBe('That passphrase isn’t right. 1 try left.')
    expect(sentence(0)).toBe('That passphrase isn’t right. That was the last try for now; the next is in a minute.')
  })

  it('names the minute from which it works again', () => {
    const minute = clockTime('2026-06-13T12:55:00Z', ownTimeZone())
    expect(signInSentence(refused({ code: 'too_many', retryAfter: 50 }), now)).toBe(
      `Too many tries. Try again at ${minute}.`,
    )
  })

  it('blames the connection, not the person, when no answer of ours came', () => {
    expect(signInSentence({ kind: 'trouble' }, now)).toContain('did not answer')
  })
})
