import { describe, expect, it } from 'vitest'
import { keptPages, type Page } from '../../../lib/server/export/kept-pages.ts'

/** Pages of a cast and its rev; each says how many were made before it. */
function site(limits = { most: 3, mostBytes: 1000 }) {
  const pages = keptPages(limits)
  const made: string[] = []
  const ask = (cast: string, { rev = 1, text = 'page' } = {}) =>
    pages.of({ cast, etag: `${cast} ${rev}` }, async () => {
      made.push(`${cast} ${rev}`)
      await Promise.resolve()
      return text
    })
  return { pages, made, ask }
}

function read(page: Page): string {
  return new TextDecoder().decode(page)
}

describe('pages that were made', () => {
  it('are made once for all who ask at once, and not again for those who come later', async () => {
    const { made, ask } = site()
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('wedding', { text: 'Žluťoučký' })))
    expect(answers.map(read)).toEqual(Array.from({ length: 10 }, () => 'Žluťoučký'))
    expect(read(await ask('wedding'))).toBe('Žluťoučký')
    expect(made).toEqual(['wedding 1'])
  })

  it('make room for what their cast has become', async () => {
    const { made, ask } = site()
    await ask('wedding')
    expect(read(await ask('wedding', { rev: 2, text: 'mended' }))).toBe('mended')
    await ask('wedding', { rev: 2 })
    expect(made).toEqual(['wedding 1', 'wedding 2'])
    await ask('wedding')
    expect(made).toHaveLength(3)
  })

  it('go when there are too many, those first that nobody asked for', async () => {
    const { made, ask } = site()
    for (const cast of ['a', 'b', 'c', 'a', 'd']) await ask(cast)
    expect(made).toEqual(['a 1', 'b 1', 'c 1', 'd 1'])
    for (const cast of ['a', 'c', 'd']) await ask(cast)
    expect(made).toHaveLength(4)
    await ask('b')
    expect(made).toHaveLength(5)
  })

  it('go when they are too large together, and one that is too large alone never stays', async () => {
    const { made, ask } = site()
    const half = { text: 'é'.repeat(250) }
    await ask('a', half)
    await ask('b', half)
    await ask('huge', { text: 'x'.repeat(1001) })
    await ask('a')
    await ask('b')
    expect(made).toEqual(['a 1', 'b 1', 'huge 1'])
    await ask('c', { text: 'x' })
    await ask('b')
    expect(made).toHaveLength(4)
    await ask('a')
    await ask('huge')
    expect(made).toHaveLength(6)
  })

  it.each([
    [
      'at once',
      () => {
        throw new Error('disk')
      },
    ],
    ['later', () => Promise.reject(new Error('disk'))],
  ])('that fail %s fail for all who wait, and are made anew for the next', async (_when, fail) => {
    const { pages, ask } = site()
    const asked = () => pages.of({ cast: 'wedding', etag: 'wedding 1' }, fail)
    const outcomes = await Promise.allSettled([asked(), asked()])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(read(await ask('wedding'))).toBe('page')
  })
})
