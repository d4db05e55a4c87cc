import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { arrangeLog, NOON, publishOp, settingsOp } from '../support/arrange-log.ts'
import { newPhone } from '../support/browser.ts'
import { launchCli, newFolder } from '../support/cli.ts'

const POSTS = 2_000
const APART_MS = 9_000 // five hours in all
const END = NOON + POSTS * APART_MS
const numbers = Array.from({ length: POSTS }, (_, number) => number)

describe('an exported log', () => {
  it('of 2,000 posts opens from disk with the network off, shows every one in order, asks for nothing, and prints', {
    timeout: 600_000, // FerretDB reads the whole log for each post of it
  }, async () => {
    const file = await exportLargeCast()
    const { page, context } = await newPhone({ offline: true })
    const asked: string[] = []
    context.on('request', request => asked.push(request.url()))
    await page.goto(pathToFileURL(file).href)

    const shown = await page.locator('.hour li .words').allInnerTexts()
    expect(shown).toEqual(numbers.map(textOf))
    expect(asked.filter(url => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href])
    expect(await page.locator('script').count()).toBe(0)
    await page.getByText(`${POSTS} of ${POSTS} posts, no gaps`).waitFor()
    const hours = await page.locator('h2[id^=hour]').allInnerTexts()
    expect(hours.map(hour => hour.slice(0, 2))).toEqual(['14', '15', '16', '17', '18'])
    expect(await page.getByText(/^Tomek, sent 14:15, arrived 19:00$/).count()).toBeGreaterThan(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

    await page.getByRole('link', { name: 'Moment 1500' }).click()
    expect(await page.evaluate(() => document.querySelector(':target h3')?.textContent)).toBe('Moment 1500')

    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(POSTS / 20)
  })

  it('gives axe nothing to find, in light and dark, with a post of every kind', async () => {
    const file = await exportOneOfEach()
    const { page } = await newPhone({ offline: true })
    await page.goto(pathToFileURL(file).href)
    await page.getByText('Late posts may still arrive').waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations, colorScheme).toEqual([])
    }
  })

  it('names a hash that one line of shell finds again', async () => {
    const { cast, folder, send } = await arrangeLog()
    await send([publishOp('Cake is cut'), publishOp('<!--/log-->')])
    const file = await exportCast(folder, cast.slug)
    const { page } = await newPhone({ offline: true })
    await page.goto(pathToFileURL(file).href)
    const [hash, command] = await page.locator('footer code').allInnerTexts()
    const { stdout } = await promisify(execFile)('sh', ['-c', command ?? ''], { cwd: join(file, '..') })
    expect(stdout.split(' ')[0]).toBe(hash)
    const short = await page.locator('.check code').textContent()
    expect(short).toBe(`sha256 ${hash?.slice(0, 16).match(/.{4}/g)?.join(' ')} … ${hash?.slice(-4)}`)
  })
})

/** A phone without signal holds fifty posts back to the end; every 250th is a key moment. */
async function exportLargeCast(): Promise<string> {
  const { cast, folder, send } = await arrangeLog()
  await send([settingsOp({ timeZone: 'Europe/Warsaw', title: 'City half-marathon' })])
  const batches = Array.from({ length: POSTS / 50 }, (_, index) => numbers.slice(index * 50, index * 50 + 50))
  const [held = []] = batches.splice(2, 1)
  for (const batch of [...batches, held]) {
    const ops = batch.map(number => publishOp(textOf(number), { at: timeOf(number), ...keyOf(number) }))
    const now = batch === held ? END : timeOf(batch.at(-1) ?? 0)
    const { results } = await send(ops, { now })
    expect(results.filter(({ status }) => status !== 'applied')).toEqual([])
  }
  await send([settingsOp({ endedAt: new Date(END).toISOString() })], { now: END })
  return exportCast(folder, cast.slug)
}

/** On two days, in another language, in the day after the end: axe takes minutes for thousands of posts. */
async function exportOneOfEach(): Promise<string> {
  const { cast, folder, send } = await arrangeLog()
  const now = Date.now()
  const at = (number: number) => now - (30 - number) * 60 * 60 * 1000
  await send([settingsOp({ summary: 'Dwa psy i tort', lang: 'pl' })], { now: at(0) })
  for (const number of numbers.slice(0, 30)) {
    const late = number === 20 ? { now } : { now: at(number) }
    await send(
      [publishOp(textOf(number), { at: at(number), ...(number % 10 === 5 ? { key: `Chwila ${number}` } : {}) })],
      late,
    )
  }
  await send([publishOp('- **one**\n- [two](https://example.org)\n\n> three', { at: now, key: 'Koniec' })], { now })
  await send([settingsOp({ endedAt: new Date(now).toISOString() })], { now })
  return exportCast(folder, cast.slug)
}

async function exportCast(dataDir: string, slug: string): Promise<string> {
  const target = join(newFolder(), 'log')
  const { ended, output } = launchCli(['export', slug, target], { DATA_DIR: dataDir })
  expect(await ended, output()).toBe(0)
  return join(target, 'index.html')
}

function textOf(number: number): string {
  if (number % 100 === 7)
    return `${number} Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft`
  if (number % 100 === 8) return `${number} https://results.example.org/half/${'leg'.repeat(30)}`
  return number % 100 === 9 ? `שלום ${number}` : `${number} The pack closes up behind whoever is tallest.`
}

function keyOf(number: number) {
  return number % 250 === 0 ? { key: `Moment ${number}` } : {}
}

function timeOf(number: number): number {
  return NOON + number * APART_MS
}
