import type { Cast } from '../../shared/cast.ts'
import type { NewCast } from '../../shared/new-cast.ts'
import { NO_COUNTS } from '../../shared/no-counts.ts'
import type { OutboxEntry } from './outbox-entry.ts'

/** The casts that this device wants started and the server has not confirmed, as they will be. */
export function unstartedCasts(entries: readonly OutboxEntry[]): Cast[] {
  return entries.flatMap(({ ask, state }) => (ask.type === 'start' && state !== 'confirmed' ? [castOf(ask.cast)] : []))
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
