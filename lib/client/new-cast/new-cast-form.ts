import { cleanLine } from '../../shared/clean-line.ts'
import { TITLE_MAX } from '../../shared/limits.ts'
import type { NewCast } from '../../shared/new-cast.ts'
import { slugOf } from '../../shared/slug-of.ts'
import { isRecord } from '../ask-server.ts'
import { zonedTime } from './zoned-time.ts'

/** What is typed into the form of a new cast. Its `id` is made once, so that asking again makes no second cast. */
export interface NewCastForm {
  id: string
  title: string
  /** Null while the link follows the title. */
  slug: string | null
  visibility: 'public' | 'private'
  /** `2026-06-13` and `13:00`, or empty. */
  date: string
  time: string
  timeZone: string
  lang: string
}

/** What is wrong, in words, by the field that it stands under. */
export type Problems = Partial<Record<'title' | 'slug' | 'start', string>>

export function blankForm(made: { id: string; timeZone: string; lang: string }): NewCastForm {
  return { title: '', slug: null, visibility: 'public', date: '', time: '', ...made }
}

/** The link as it stands in its field. */
export function linkOf({ slug, title }: NewCastForm): string {
  return slug ?? slugOf(title)
}

/** True for small letters, digits and single hyphens, at most 64. */
export function isSlug(typed: string): boolean {
  return typed !== '' && slugOf(typed) === typed
}

/** When it starts, in milliseconds; null when no date is given. Without a time the day counts from midnight. */
export function startOf({ date, time, timeZone }: NewCastForm): number | null {
  return date === '' ? null : zonedTime({ date, time: time === '' ? '00:00' : time, timeZone })
}

export const PAST_START = 'This start is in the past. Start now?'

/** What can be told without the server. `now` in milliseconds. */
export function problemsOf(form: NewCastForm, now: number): Problems {
  return { ...titleProblem(form), ...slugProblem(form), ...startProblem(form, now) }
}

function titleProblem({ title }: NewCastForm): Problems {
  const { length } = cleanLine(title)
  if (length === 0) return { title: 'Give the cast a title.' }
  return length > TITLE_MAX ? { title: `The title is too long by ${length - TITLE_MAX}.` } : {}
}

function slugProblem(form: NewCastForm): Problems {
  const link = linkOf(form)
  // A title in another script gives no link; the server then makes one.
  return (form.slug === null && link === '') || isSlug(link) ? {} : { slug: SLUG_RULE }
}

const SLUG_RULE = 'A link has small letters, digits and single hyphens, at most 64.'

function startProblem(form: NewCastForm, now: number): Problems {
  if (form.date === '') return form.time === '' ? {} : { start: 'Give the day too, or leave both empty.' }
  const start = startOf(form)
  // To the minute, as it is typed.
  return start !== null && start < now - 60_000 ? { start: PAST_START } : {}
}

/** The question for the server. `startsAt` in milliseconds. */
export function askFor(form: NewCastForm, startsAt: number | null): NewCast {
  const { id, title, visibility, timeZone, lang } = form
  const slug = linkOf(form)
  const start = startsAt === null ? null : new Date(startsAt).toISOString()
  return { id, title, visibility, timeZone, lang, startsAt: start, ...(slug === '' ? {} : { slug }) }
}

/** What this device kept of a form; null when nothing of ours was kept. */
export function parseKeptForm(kept: unknown): NewCastForm | null {
  if (!isRecord(kept) || !isRecord(kept.form) || typeof kept.form.id !== 'string') return null
  const { form } = kept
  const text = (name: keyof NewCastForm) => (typeof form[name] === 'string' ? form[name] : '')
  return {
    id: kept.form.id,
    title: text('title'),
    slug: typeof form.slug === 'string' ? form.slug : null,
    visibility: form.visibility === 'private' ? 'private' : 'public',
    date: text('date'),
    time: text('time'),
    timeZone: text('timeZone') || 'UTC',
    lang: text('lang') || 'en',
  }
}
