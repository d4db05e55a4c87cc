import type { OutboxEntry } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

/**
 * Lets go of what the server has had for a week, and of the oldest beyond 5 MB: until then a server that was restored from a backup gets it back from
 * here. Pure. `now` in milliseconds; sizes in characters.
 */
export function pruneConfirmed(entries: readonly OutboxEntry[], now: number): Change<void> {
  const newestFirst = entries.flatMap(entry => (entry.state === 'confirmed' ? [entry] : [])).reverse()
  let characters = 0
  const tooMuch = newestFirst.filter(entry => {
    characters += JSON.stringify(entry.ask).length
    return characters > TEXT_MAX || now - entry.at > KEEP_MS
  })
  return { remove: tooMuch.map(({ key }) => key), value: undefined }
}

const KEEP_MS = 7 * 24 * 60 * 60 * 1000
const TEXT_MAX = 5 * 1024 * 1024
