import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { logPage } from '../../../lib/server/export/log-page.ts'
import { LOG_STYLE } from '../../../lib/server/export/log-style.ts'
import { readLog } from '../../../lib/server/export/read-log.ts'
import { project } from '../../../lib/server/follow/project.ts'
import type { Store } from '../../../lib/server/store/store.ts'
import { GRACE_MS } from '../../../lib/shared/limits.ts'
import { arrangeLog, NOON, publishOp, settingsOp } from '../../support/arrange-log.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('the log page', () => {
  it('has posts in the order in which they were written, also those that arrived late, with both clocks', async () => {
    const { post, page } = await arrangePage()
    await post('first', { at: NOON })
    await post('third', { at: NOON + 20 * MINUTE })
    await post('second', { at: NOON + 10 * MINUTE, now: NOON + 30 * MINUTE })
    await post('fourth', { at: NOON + 40 * MINUTE, now: NOON + 41 * MINUTE })
    const shown = entries(await page())
    expect(shown.map(entry => entry.words)).toEqual(['first', 'second', 'third', 'fourth'])
    expect(shown.map(entry => entry.by)).toEqual(['Tomek', 'Tomek, sent 12:10, arrived 12:30', 'Tomek', 'Tomek'])
  })

  it('keeps the order of the log where the same millisecond was written', async () => {
    const { post, page } = await arrangePage()
    for (const text of ['a', 'b', 'c']) await post(text, { at: NOON })
    expect(entries(await page()).map(entry => entry.words)).toEqual(['a', 'b', 'c'])
  })

  it('names the day on which a post arrived when it is not that of the post', async () => {
    const { post, page } = await arrangePage()
    await post('late', { at: NOON, now: NOON + 20 * HOUR })
    expect(entries(await page())[0]?.by).toBe('Tomek, sent 12:00, arrived Sun 14 June, 08:00')
  })

  it('has hours of the cast’s own clock as sections, and their days when there are several', async () => {
    const { post, set, page } = await arrangePage()
    await set({ timeZone: 'Asia/Kathmandu' }) // 5 h 45 min ahead
    const evening = Date.parse('2026-06-13T17:14:00.000Z')
    await post('22:59', { at: evening })
    await post('23:00', { at: evening + MINUTE })
    expect(hours(await page())).toEqual(['22:00 1 post', '23:00 1 post'])
    await post('00:00', { at: evening + 61 * MINUTE })
    await post('00:59', { at: evening + 120 * MINUTE })
    expect(hours(await page())).toEqual([
      '22:00 Sat 13 June 1 post',
      '23:00 Sat 13 June 1 post',
      '00:00 Sun 14 June 2 posts',
    ])
    expect(entries(await page()).map(({ time, words }) => [time, words])).toEqual(
      ['22:59', '23:00', '00:00', '00:59'].map(time => [time, time]),
    )
  })

  it('tells the two hours apart that have one name when the clocks go back', async () => {
    const { post, set, page } = await arrangePage()
    await set({ timeZone: 'Europe/Warsaw' })
    for (const at of ['2026-10-24T23:30', '2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T02:30'])
      await post(at, { at: Date.parse(`${at}:00.000Z`) })
    expect(hours(await page())).toEqual(['01:00 1 post', '02:00 GMT+2 1 post', '02:00 GMT+1 1 post', '03:00 1 post'])
  })

  it('shows key moments as headings, with links to them, and says nothing twice', async () => {
    const { post, page } = await arrangePage()
    await post('It was on time.', { key: 'The gun', at: NOON })
    await post('Everyone is home', { key: 'Everyone is home', at: NOON + MINUTE })
    await post('And that is that', { at: NOON + 2 * MINUTE })
    const html = await page()
    const shown = entries(html)
    expect(shown.map(({ heading, words }) => [heading, words])).toEqual([
      ['The gun', 'It was on time.'],
      ['Everyone is home', ''],
      ['', 'And that is that'],
    ])
    const links = [...html.matchAll(/<li><a href="#(.*?)">(.*?)<\/a>/g)].map(([, to, words]) => [to, textOf(words)])
    expect(links).toEqual([
      [shown[0]?.id, '12:00 The gun'],
      [shown[1]?.id, '12:01 Everyone is home'],
    ])
  })

  it('shows what people wrote as text, wherever it stands (invariant 10)', async () => {
    const evil = `<script>alert(1)</script> "'&`
    const { post, set, page, author } = await arrangePage()
    author.name = evil
    await set({ title: evil, summary: evil })
    await post(evil, { key: evil })
    await post('<!--/log-->\n\n-->')
    const html = await page()
    expect(html).not.toMatch(/<script|<img|<!--\/log-->\n[\s\S]*<!--\/log-->\n/)
    expect(textOf(/<h1.*?<\/h1>/.exec(html)?.[0])).toBe(evil)
    expect(textOf(/<title>.*?<\/title>/.exec(html)?.[0])).toBe(`${evil}, the log`)
    expect(textOf(/<p class="about".*?<\/p>/.exec(html)?.[0])).toBe(evil)
    expect(entries(html)[0]).toMatchObject({ heading: evil, by: evil })
    expect(entries(html)[1]?.words).toBe('<!--/log-->-->')
  })

  it('says in which language people wrote, and lets every text have its own direction', async () => {
    const { post, set, page } = await arrangePage()
    await set({ lang: 'pl', summary: 'Dwa psy' })
    await post('Tort!', { key: 'Tort' })
    const html = await page()
    for (const tag of ['<h1 ', '<p class="about"', '<h3 ', '<div class="words"', '<span dir'])
      expect(html.slice(html.indexOf(tag)).split('>')[0], tag).toMatch(/ dir="auto" lang="pl"$/)
    expect(html).toContain('<html lang="en">')
  })

  it('has the facts on top: dates, how long, how many, who', async () => {
    const { post, set, page, author } = await arrangePage()
    await post('a', { at: NOON })
    author.name = 'Ania'
    await post('b', { at: NOON + 5 * HOUR })
    const facts = async () =>
      [...(await page()).matchAll(/<dt>.*?<\/dd>/g)].map(([fact]) => fact.replace(/<.*?>/g, '|'))
    expect(await facts()).toEqual([
      '|Date||Sat 13 June 2026|',
      '|Duration||5 h|',
      '|Posts||2|',
      '|Authors||Tomek, Ania|',
    ])
    await set({ endedAt: iso(NOON + 30 * HOUR + 12 * MINUTE) }, NOON + 31 * HOUR)
    expect((await facts()).slice(0, 2)).toEqual(['|Date||Sat 13 June to Sun 14 June 2026|', '|Duration||30 h 12 min|'])
  })

  it('says whether more can come: still open, in the day after the end, closed', async () => {
    const { post, set, page } = await arrangePage()
    await post('a')
    const end = NOON + 2 * HOUR
    expect(textOf(await page(end))).toContain('still open: this is how it stood at Saturday 13 June 2026, 14:00')
    await set({ endedAt: iso(end) }, end)
    const inGrace = textOf(await page(end + GRACE_MS))
    expect(inGrace).toContain('The log, closed Saturday 13 June 2026, 14:00')
    expect(inGrace).toContain('Late posts may still arrive, until Sunday 14 June 2026, 14:00.')
    const after = textOf(await page(end + GRACE_MS + 1))
    expect(after).toContain('The log, closed Saturday 13 June 2026, 14:00')
    expect(after).not.toContain('Late posts')
  })

  it('counts its posts against the log, and says so when a post or a change is missing', async () => {
    const { post, page, store } = await arrangePage()
    for (const text of ['a', 'b', 'c']) await post(text)
    expect(check(await page())).toBe('3 of 3 posts, no gaps')
    const without = (lost: Partial<Store>) => page(NOON, { ...store, ...lost })
    const readPosts: Store['readPosts'] = async query =>
      (await store.readPosts(query)).filter(({ text }) => text !== 'b')
    expect(check(await without({ readPosts }))).toBe('2 of 3 posts; 1 post missing')
    const readEntries: Store['readEntries'] = async query =>
      (await store.readEntries(query)).filter(({ rev }) => rev !== 2)
    expect(check(await without({ readEntries }))).toBe('2 of 3 posts; 1 post missing; 1 change of the log missing')
  })

  it('reads casts of more than one page of the store, and stands still at the rev at which it was opened', async () => {
    const { send, page } = await arrangePage()
    for (let batch = 0; batch < 3; batch++)
      await send(Array.from({ length: 50 }, (_, index) => publishOp(`${batch * 50 + index}`)))
    const html = await page()
    expect(entries(html).map(entry => entry.words)).toEqual(Array.from({ length: 150 }, (_, index) => `${index}`))
    expect(check(html)).toBe('150 of 150 posts, no gaps')
  })

  it('leaves out what is posted while it is read', async () => {
    const { post, page, store } = await arrangePage()
    for (const text of ['a', 'b']) await post(text)
    let posted = false
    const readPosts: Store['readPosts'] = async query => {
      if (!posted) await post('c')
      posted = true
      return store.readPosts(query)
    }
    const html = await page(NOON, { ...store, readPosts })
    expect(entries(html).map(entry => entry.words)).toEqual(['a', 'b'])
    expect(check(html)).toBe('2 of 2 posts, no gaps')
  })

  it('says of a cast without a post that nothing was posted', async () => {
    const { page } = await arrangePage()
    expect(textOf(await page())).toContain('Nothing has been posted.')
  })

  it('asks search engines not to list it when the cast is private', async () => {
    const { page, cast, store } = await arrangePage()
    const record = await project(store, cast.id)
    const hidden = { ...record, settings: { ...record.settings, visibility: 'private' as const } }
    expect(await logPage(await readLog(store, hidden), NOON)).toContain(
      '<meta name="robots" content="noindex, nofollow">',
    )
    expect(await page()).not.toContain('noindex')
  })

  it('takes its values from the tokens of the app', () => {
    const [light = '', dark = ''] = readFileSync('app/_look/tokens.css', 'utf8').split('@media (prefers-color-scheme')
    const [own = '', ownDark = ''] = LOG_STYLE.split('@media screen and (prefers-color-scheme: dark)')
    expect(valuesIn(light)).toMatchObject(valuesIn(own))
    expect(valuesIn(dark.slice(0, dark.indexOf('\n[data-theme')))).toMatchObject(
      valuesIn(ownDark.split('*, *::before')[0]),
    )
    expect(Object.keys(valuesIn(own)).length).toBeGreaterThan(20)
    for (const [, name = ''] of LOG_STYLE.matchAll(/var\((--[\w-]+)\)/g)) expect(valuesIn(own)).toHaveProperty(name)
  })
})

async function arrangePage() {
  const log = await arrangeLog()
  const { store, cast, send } = log
  const post = async (text: string, { at = NOON, now = at, key }: { at?: number; now?: number; key?: string } = {}) => {
    const { results } = await send([publishOp(text, { at, ...(key === undefined ? {} : { key }) })], { now })
    expect(results[0]?.status).toBe('applied')
  }
  const set = async (settings: object, now = NOON) => {
    const { results } = await send([settingsOp(settings)], { now })
    expect(results[0]?.status).toBe('applied')
  }
  const page = async (now = NOON, through: Store = store) =>
    logPage(await readLog(through, await project(store, cast.id)), now)
  return { ...log, post, set, page }
}

/** What a reader sees of each post. */
function entries(html: string) {
  return [...html.matchAll(/<li id="(.*?)">([\s\S]*?)<\/div><\/li>/g)].map(([, id, entry = '']) => ({
    id,
    time: textOf(/<time.*?<\/time>/.exec(entry)?.[0]),
    heading: textOf(/<h3.*?<\/h3>/.exec(entry)?.[0]),
    words: textOf(/<div class="words"[\s\S]*?<\/div>/.exec(entry)?.[0]).replace(/\n/g, ''),
    by: textOf(/<p class="by">.*?<\/p>/.exec(entry)?.[0]),
  }))
}

function hours(html: string): string[] {
  return [...html.matchAll(/<h2 id="hour-\d+">.*?<\/h2>/g)].map(([title]) => textOf(title))
}

function check(html: string): string {
  return textOf(/<b>(\d+ of .*?)<\/b>/.exec(html)?.[0])
}

function textOf(html = ''): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCharCode(Number(code)) : (names[name] ?? '')))
}

function valuesIn(css = ''): Record<string, string> {
  const declared = css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(--[\w-]+):\s*([^;]+);/g)
  return Object.fromEntries([...declared].map(([, name = '', value = '']) => [name, value.replace(/\s+/g, ' ')]))
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
