import { PAGE_MAX } from '../shared/limits.ts'
import type { CastListing, CastsAnswer, MeAnswer } from '../shared/new-cast.ts'
import { plainText } from '../shared/plain-text.ts'
import type { CastRecord, Person, Store, StoredPost } from './store/store.ts'
import { toCastView } from './views.ts'

/** Public casts by phase. `before` pages through the past ones only. `now` in milliseconds. */
export async function listCasts(
  store: Store,
  { before, limit = LISTED, now }: { before?: number; limit?: number; now: number },
): Promise<CastsAnswer> {
  const at = new Date(now).toISOString()
  const past = await store.listCasts({ phase: 'past', now: at, before, limit: limit + 1 })
  const page = await listings(store, past.slice(0, limit))
  const next = nextOf(past, limit)
  if (before !== undefined) return { live: [], upcoming: [], past: page, next }
  const live = await store.listCasts({ phase: 'live', now: at, limit: PAGE_MAX })
  const upcoming = await store.listCasts({ phase: 'upcoming', now: at, limit: PAGE_MAX })
  return {
    live: await withPhoto(store, await listings(store, live)),
    upcoming: await listings(store, upcoming),
    past: page,
    next,
  }
}

async function withPhoto(store: Store, [first, ...others]: CastListing[]): Promise<CastListing[]> {
  if (first === undefined) return []
  const posts = first.counts.photos > 0 ? await store.readPosts({ cast: first.id, limit: LOOKED_AT }) : []
  const photo = posts.flatMap(({ media = [] }) => media).find(({ state }) => state === 'ready')
  return [{ ...first, photo }, ...others]
}

/** A person's own casts, newest first. */
export async function listOwnCasts(
  store: Store,
  { id, name }: Person,
  { before, limit = LISTED }: { before?: number; limit?: number },
): Promise<MeAnswer> {
  const casts = await store.listCastsOf({ owner: id, before, limit: limit + 1 })
  return { me: { id, name }, casts: await listings(store, casts.slice(0, limit)), next: nextOf(casts, limit) }
}

const LISTED = 30
/** A photo of an hour ago is no picture of what is live. */
const LOOKED_AT = 30
const NEWEST_CHARACTERS = 160

function nextOf(casts: CastRecord[], limit: number): number | null {
  return casts.length > limit ? (casts[limit - 1]?.number ?? null) : null
}

function listings(store: Store, casts: CastRecord[]): Promise<CastListing[]> {
  return Promise.all(casts.map(cast => listing(store, cast)))
}

async function listing(store: Store, cast: CastRecord): Promise<CastListing> {
  const [post] = await store.readPosts({ cast: cast.id, limit: 1 })
  const newest = post
    ? {
        text: plainText(post.key ?? (post.text || wordsOfPhotos(post)), NEWEST_CHARACTERS),
        capturedAt: post.capturedAt,
      }
    : null
  return { ...toCastView(cast), newest }
}

/** What stands for a post without words: what its first photo shows. */
function wordsOfPhotos({ media = [] }: StoredPost): string {
  return media[0]?.alt ? `Photo: ${media[0].alt}` : 'Photo'
}
