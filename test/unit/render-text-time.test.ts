import { describe, expect, it } from 'vitest'
import { renderText } from '../../lib/shared/render-text.ts'
import { growth } from '../support/growth.ts'

describe('the time of renderText', () => {
  it.each(hostile().map(make => [make(40), make] as const))(
    'is in proportion to the length of %j…',
    { timeout: 60_000 },
    (_, make) => {
      // A quadratic one shows 16, see growth.
      expect(growth(renderText, length => make(length).slice(0, length), 5_000)).toBeLessThan(10)
    },
  )
})

function hostile(): ((length: number) => string)[] {
  // biome-ignore format: a table
  const repeated = [
    ...['word and ', 'a', ' ', '\n', 'a\n', 'a\n\n', '\\', '\\\n', '<', '<!--', '&amp;', '`', '"', '👩‍👩‍👧', '\u0301', '\ud83d'],
    ...['>', '> ', '> a\n', '> > > > > > > > x\n', '- ', '- a\n', '> - ', '* ', '1. ', '-\t'],
    ...['*', '*a ', '**a ', '*a _b ', '_', 'a_', 'a*', 'a**b', '1*'],
    ...['[', ']', '[]', '[](', '[a](', '[a](http://b.org', '[a](<b', '[a](http://b.org "', '![', '![a](', '('],
    ...['http://', 'https://a', 'http://[', 'http://[::', 'http://a.b/(((( ', '*http://a.b*', 'http://a.b/%', "http://a.b/'a", '://', '//'],
    ...['@', 'a@', 'a@b.c', 'a@a.a.a.a.', 'mailto:', 'mailto:a@', 'a.', 'a.com', 'a.com/', 'a.a.a.a.a.a.a.a.a.a.com', 'a-', 'xn--', '1.'],
  ].map(unit => (length: number) => unit.repeat(length))
  // biome-ignore format: a table
  return [
    ...repeated,
    length => '['.repeat(length / 2) + ']'.repeat(length / 2),
    length => `${'['.repeat(length / 3)}a${'](b)'.repeat(length / 6)}`,
    length => `http://a.b/${'(['.repeat(length)}`,
    length => `http://a.b/${'"'.repeat(length)}`,
    length => `${'a'.repeat(length - 4)}@b.c`,
    length => `@${'a.'.repeat(length)}`,
    length => `${'a'.repeat(60)}.`.repeat(length),
    length => `> > > > > > > > a\n${'a\n'.repeat(length)}`,
    length => '*a **b '.repeat(length / 14) + 'b** a*'.repeat(length / 12),
    length => Array.from({ length: length / 10 }, (_, line) => `${' '.repeat(line)}- a\n`).join(''),
  ]
}
