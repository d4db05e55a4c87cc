import type { CastSettings } from '../shared/cast.ts'
import { cleanLine } from '../shared/clean-line.ts'
import { LANG_MAX, SUMMARY_MAX, TITLE_MAX } from '../shared/limits.ts'
import type { SettingsOp } from '../shared/op.ts'
import type { Said } from './append-change.ts'
import { type Clocks, correctTime } from './correct-time.ts'
import { Failure } from './failure.ts'
import type { CastRecord } from './store/store.ts'

/** What a `settings` op adds to the log: the cast's settings with the named fields replaced. */
export function saySettings(op: SettingsOp, { head, clocks }: { head: CastRecord; clocks: Clocks }): Said {
  if (Object.keys(op.cast).length === 0) throw new Failure('invalid', { path: 'cast' })
  const settings = { ...head.settings, ...readSettings(op.cast, 'cast.') }
  if (op.cast.endedAt) settings.endedAt = new Date(correctTime(Date.parse(op.cast.endedAt), clocks)).toISOString()
  return { kind: 'settings', counts: head.counts, settings }
}

/** Cleans and checks what a person may set. Throws `title_empty`, or `invalid` with the path of the field, which stands `under` another or by itself. */
export function readSettings<Fields extends Partial<CastSettings>>(fields: Fields, under: 'cast.' | ''): Fields {
  const read = { ...fields }
  if (read.title !== undefined) read.title = readTitle(read.title, `${under}title`)
  if (read.summary !== undefined) read.summary = readLine(read.summary, `${under}summary`, SUMMARY_MAX)
  if (read.timeZone !== undefined) refuseUnless(isTimeZone(read.timeZone), `${under}timeZone`)
  if (read.lang !== undefined) refuseUnless(isLanguage(read.lang), `${under}lang`)
  return read
}

function readTitle(typed: string, path: string): string {
  const title = readLine(typed, path, TITLE_MAX)
  if (title === '') throw new Failure('title_empty')
  return title
}

function readLine(typed: string, path: string, max: number): string {
  const line = cleanLine(typed)
  if (line.length > max) throw new Failure('invalid', { path, over: line.length - max })
  return line
}

function refuseUnless(good: boolean, path: string): void {
  if (!good) throw new Failure('invalid', { path })
}

/** IANA names, as Intl knows them; its own spelling of an offset ("+02:00") is no zone. */
function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && answers(() => new Intl.DateTimeFormat('en', { timeZone: name }))
}

/** BCP 47. */
function isLanguage(tag: string): boolean {
  return tag.length <= LANG_MAX && answers(() => Intl.getCanonicalLocales(tag))
}

function answers(ask: () => unknown): boolean {
  try {
    ask()
    return true
  } catch (error) {
    if (error instanceof RangeError) return false // how Intl says no
    throw error
  }
}
