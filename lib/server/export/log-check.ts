import { counted as inWords } from '../../shared/counted.ts'

/** Whether a log page holds everything that its cast's log holds. */
export interface LogCheck {
  /** Posts on the page that the log knows. */
  shown: number
  /** Posts that were ever published: by the log's entries or by its own count, whichever is more. */
  published: number
  /** Entries that should be between the first and the last one, and are not. */
  missingChanges: number
}

interface Walked {
  /** The last entry's rev, and how many entries there are up to it. */
  rev: number
  entries: number
  /** Ids of the posts that the entries published. */
  published: string[]
  /** How many posts the last entry counts. */
  counted: number
  /** Ids of the posts on the page. */
  shown: string[]
}

export function checkOf({ rev, entries, published, counted, shown }: Walked): LogCheck {
  const onPage = new Set(shown)
  return {
    shown: published.filter(id => onPage.has(id)).length,
    published: Math.max(published.length, counted),
    missingChanges: rev - entries,
  }
}

export function isWhole({ shown, published, missingChanges }: LogCheck): boolean {
  return shown === published && missingChanges === 0
}

/** `142 of 142 posts, no gaps`, or what is not there. */
export function checkInWords(check: LogCheck): string {
  const { shown, published, missingChanges } = check
  const posts = `${shown} of ${inWords(published, 'post')}`
  if (isWhole(check)) return `${posts}, no gaps`
  const gaps = missingChanges > 0 ? [`${inWords(missingChanges, 'change')} of the log missing`] : []
  const lost = published > shown ? [`${inWords(published - shown, 'post')} missing`] : []
  return [posts, ...lost, ...gaps].join('; ')
}
