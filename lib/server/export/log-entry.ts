import { cleanLine } from '../../shared/clean-line.ts'
import { clockTime, dayAndMonth, weekdayAndDay } from '../../shared/clock-time.ts'
import { isLate } from '../../shared/is-late.ts'
import { renderText } from '../../shared/render-text.ts'
import type { StoredPost } from '../store/store.ts'
import { escapeHtml } from './escape-html.ts'
import { logPhotos } from './log-photos.ts'
import { saidIn } from './said-in.ts'

/** One post of a log page, as an item of its hour's list. */
export function logEntry(post: StoredPost, { timeZone, lang }: { timeZone: string; lang: string }): string {
  const anchor = anchorOf(post)
  const time = `<time datetime="${post.capturedAt}">${clockTime(post.capturedAt, timeZone)}</time>`
  return `<li id="${anchor}"><a class="time" href="#${anchor}">${time}</a><div>
${headingOf(post, lang)}${wordsOf(post, lang)}${logPhotos(post, lang)}<p class="by">${byLine(post, timeZone)}</p></div></li>\n`
}

/** The same name as on the live page. */
export function anchorOf({ id }: Pick<StoredPost, 'id'>): string {
  return `post-${id}`
}

function headingOf({ key }: StoredPost, lang: string): string {
  return key === null ? '' : `<h3${saidIn(lang)}>${escapeHtml(key)}</h3>\n`
}

/** A key moment that says nothing else is its heading alone, and a photo may stand without words. */
function wordsOf({ key, text }: StoredPost, lang: string): string {
  if (text === '' || (key !== null && cleanLine(text) === key)) return ''
  return `<div class="words"${saidIn(lang)}>${renderText(text)}</div>\n`
}

/** `Ania, sent 09:47, arrived 10:05, edited 10:22`; a day that is not the post's own is named. */
function byLine(post: StoredPost, timeZone: string): string {
  const time = (at: string) => {
    const isSameDay = dayAndMonth(at, timeZone) === dayAndMonth(post.capturedAt, timeZone)
    return `${isSameDay ? '' : `${weekdayAndDay(at, timeZone)}, `}${clockTime(at, timeZone)}`
  }
  const clocks = isLate(post) ? [`sent ${time(post.capturedAt)}`, `arrived ${time(post.receivedAt)}`] : []
  const edited = post.editedAt ? [`edited ${time(post.editedAt)}`] : []
  return [`<bdi>${escapeHtml(post.author.name)}</bdi>`, ...clocks, ...edited].join(', ')
}
