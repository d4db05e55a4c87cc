import type { Cast } from '../../shared/cast.ts'
import type { NewCast } from '../../shared/new-cast.ts'
import { NO_COUNTS } from '../../shared/no-counts.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

/** The casts that this device wants started and the server has not confirmed, as they will be. */
export function unstartedCasts(entries: readonly OutboxEntry[]): Cast[] {
  return entries.flatMap(({ ask, state }) => (ask.type === 'start' && state !== 'confirmed' ? [castOf(ask.cast)] : []))
}

/** The link that a cast was given in place of the wanted one, until the person has seen it; null where it got the wanted one. */
export function renamedLink(entries: readonly OutboxEntry[]): RenamedLink | null {
  for (const entry of entries) {
    if (entry.ask.type === 'start' && entry.ask.wanted !== undefined)
      return { entry, wanted: entry.ask.wanted, slug: entry.ask.cast.slug ?? '' }
  }
  return null
}

export interface RenamedLink {
  entry: OutboxEntry
  wanted: string
  slug: string
}

/** Without the word of what was wanted, which was never sent. */
export function withLinkSeen(entries: readonly OutboxEntry[], key: number): Change<void> {
  const seen = entries.flatMap(entry => {
    if (entry.key !== key || entry.ask.type !== 'start') return []
    const { op, type, cast } = entry.ask
    return [{ ...entry, ask: { op, type, cast } }]
  })
  return { put: seen, value: undefined }
}

function castOf(asked: NewCast): Cast {
  const {
    id,
    title,
    slug = '',
    summary = '',
    visibility = 'public',
    startsAt = null,
    timeZone = 'UTC',
    lang = 'en',
  } = asked
  return {
    ...{ id, slug, title, summary, visibility, startsAt, timeZone, lang },
    ...{ endedAt: null, pinned: null, channel: '', counts: NO_COUNTS },
    createdAt: new Date(madeAt(id)).toISOString(),
  }
}

/** The first 48 bits of a UUIDv7 are the milliseconds since 1970 at which it was made. Source: RFC 9562 §5.7. */
function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}
