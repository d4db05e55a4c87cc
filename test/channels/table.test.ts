import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { closeCodes } from '../../lib/channels/close-codes.ts'
import { features } from '../../lib/channels/features.ts'

const sources = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.test.ts') && name !== 'table.test.ts')
  .map(name => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))

/** `describe('thing'` and `shows(['feature', 4200], 'title'`, as the tests write them: what is shown, and the whole sentence. */
const calls = sources.flatMap(source => {
  const thing = /\bdescribe\('([^']*)'/.exec(source)?.[1] ?? ''
  const found = source.matchAll(/\bshows\(\s*\[([^\]]*)\],\s*'([^']*)'/g)
  return [...found].map(([, ids = '', title = '']) => ({ ids, title: `${thing} ${title}` }))
})
const shown = calls.flatMap(({ ids, title }) =>
  ids.split(',').map(id => ({ id: id.trim().replaceAll("'", ''), title })),
)

const codes = Object.entries(closeCodes)
const listed = [
  ...Object.keys(features),
  ...codes.filter(([, row]) => typeof row.sent === 'string').map(([code]) => code),
]

describe('the table of features and codes', () => {
  it('finds every test that shows something', () => {
    expect(calls).toHaveLength(sources.join().split(/\bshows\(/).length - 1)
  })

  it('has a test for each row, and no test for a row that is not listed', () => {
    const ids = new Set(shown.map(({ id }) => id))
    expect(listed.filter(id => !ids.has(id))).toEqual([])
    expect([...ids].filter(id => !listed.includes(id))).toEqual([])
    console.log(table())
  })

  it('says of each code that is never sent why not', () => {
    for (const [, { sent }] of codes) if (typeof sent !== 'string') expect(sent.never).not.toBe('')
  })
})

function table(): string {
  const rows = listed.flatMap(id => shown.filter(one => one.id === id).map(({ title }) => [id, title]))
  const never = codes.flatMap(([code, { sent }]) =>
    typeof sent === 'string' ? [] : [[code, `never sent: ${sent.never}`]],
  )
  const width = Math.max(...rows.map(([id = '']) => id.length))
  return [['feature or code', 'the test that shows it'], ...rows, ...never]
    .map(([id = '', title]) => `${id.padEnd(width)}  ${title}`)
    .join('\n')
}
