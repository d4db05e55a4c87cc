import type { Cast, CastSettings } from '../shared/cast.ts'
import { Id } from '../shared/ids.ts'
import type { NewCast } from '../shared/new-cast.ts'
import { Slug } from '../shared/slug.ts'
import { slugOf } from '../shared/slug-of.ts'
import { Failure } from './failure.ts'
import { freeSlug } from './free-slug.ts'
import { readSettings } from './say-settings.ts'
import type { Person, Store } from './store/store.ts'
import { toCastView } from './views.ts'

/**
 * Makes a cast, or finds it when the same device asks again. `now` in milliseconds. Throws `title_empty`, `slug_invalid`,
 * `slug_taken` (with a free `suggestion`), `conflict` when the id is somebody else's.
 */
export async function createCast(
  store: Store,
  owner: Person,
  asked: NewCast,
  now: number,
): Promise<{ cast: Cast; made: boolean }> {
  const slug = readSlug(asked)
  const createdAt = new Date(now).toISOString()
  const made = await store.insertCast({ id: asked.id, slug, owner: owner.id, createdAt, settings: settingsOf(asked) })
  const record = await store.readCast(asked.id)
  if (record === null) throw new Failure('slug_taken', { suggestion: await freeSlug(store, slug, asked.title) })
  if (record.owner !== owner.id) throw new Failure('conflict')
  return { cast: toCastView(record), made: made === 'inserted' }
}

function settingsOf({
  id,
  title,
  summary = '',
  visibility = 'public',
  startsAt = null,
  timeZone = 'UTC',
  lang = 'en',
}: NewCast): CastSettings {
  const read = readSettings({ title, summary, timeZone, lang }, '')
  const channel = visibility === 'public' ? `cast-${id}` : `private-cast-${id}-1`
  return { ...read, visibility, startsAt, endedAt: null, pinned: null, channel }
}

function readSlug({ id, title, slug }: NewCast): string {
  const wanted = slug ?? (slugOf(title) || `cast-${id.slice(-8)}`)
  // An address that looks like an id could hide the cast that has that id.
  if (!Slug.safeParse(wanted).success || Id.safeParse(wanted).success) throw new Failure('slug_invalid')
  return wanted
}
