import { counted as inWords } from '../../shared/counted.ts'

/** Whether a log page holds everything that its cast's log holds. */
export interface LogCheck {
  /** Posts on the page that the log knows. */
  shown: number
  /** Posts that were ever published: by the log's entries or by its own count, whichever is more. */
  published: number
  /** Those of them that their authors took back. */
  removed: number
  /** Entries that should be between the first and the last one, and are not. */
  missingChanges: number
}

interface Walked {
  /** The last entry's rev, and how many entries there are up to it. */
  rev: number
  entries: number
  /** Ids of the posts that the entries published, and of those that they removed. */
  published: string[]
  removed: string[]
  /** How many posts the last entry counts. */
  counted: number
  /** Ids of the posts on the page. */
  shown: string[]
}

export function checkOf({ rev, entries, published, removed, counted, shown }: Walked): LogCheck {
  const onPage = new Set(shown)
  return {
    shown: published.filter(id => onPage.has(id)).length,
    published: Math.max(published.length, counted),
    removed: new Set(removed).size,
    missingChanges: rev - entries,
  }
}

export function isWhole({ shown, published, removed, missingChanges }: LogCheck): boolean {
  return shown + removed === published && missingChanges === 0
}

/** `142 of 142 posts, no gaps`, what was deleted, and what is not there. */
export function checkInWords(check: LogCheck): string {
  const { shown, published, removed, missingChanges } = check
  const posts = `${shown} of ${inWords(published, 'post')}`
  const lost = published - removed - shown
  const deleted =
    removed > 0 ? [`${removed} ${removed === 1 ? 'was deleted by its author' : 'were deleted by their authors'}`] : []
  const missing = lost > 0 ? [`${inWords(lost, 'post')} missing`] : []
  const gaps = missingChanges > 0 ? [`${inWords(missingChanges, 'change')} of the log missing`] : []
  return [isWhole(check) ? `${posts}, no gaps` : posts, ...deleted, ...missing, ...gaps].join('; ')
}
