import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { applyOps } from '../../lib/server/apply-ops.ts'
import { createCast } from '../../lib/server/create-cast.ts'
import { finishPhoto } from '../../lib/server/photos/finish-photo.ts'
import { openStore } from '../../lib/server/store/open-store.ts'
import { type Person, type Store, UPLOAD } from '../../lib/server/store/store.ts'
import type { Cast } from '../../lib/shared/cast.ts'
import type { NewCast } from '../../lib/shared/new-cast.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { drawDog, type Guest } from './draw-dog.ts'
import { storePlace } from './mongo-database.ts'
import { newPublish } from './sign-in.ts'
import * as words from './site-words.ts'

export interface Site {
  birthday: Cast
  regatta: Cast
  /** It starts in five days. */
  election: Cast
  /** The newest of those that have ended. */
  halfMarathon: Cast
  /** The owner's alone. */
  surprise: Cast
  /** Nothing was posted in it. */
  empty: Cast
  /** The photos of its guests, as JPEG. */
  pictures: Buffer[]
}

/**
 * Fills the store of a running app with casts as they stand some hours and some months after people began to post. By
 * the functions that the routes call, which take the time as a parameter: over HTTP every post would arrive now.
 */
export async function seedSite(
  { dataDir }: { dataDir: string },
  { now = Date.now(), timeZone = 'Europe/Warsaw' } = {},
): Promise<Site> {
  const store = openStore(storePlace(dataDir))
  try {
    const owner = await store.readOwner()
    if (owner === null) throw new Error('The app has never started on this folder.')
    const author = await newAuthor(store, owner, timeZone)
    const casts = await seedCasts(author, now)
    return { ...casts, pictures: await author.bringPhotos() }
  } finally {
    await store.close()
  }
}

async function seedCasts(author: Author, now: number): Promise<Omit<Site, 'pictures'>> {
  const cast = (fields: CastFields, said: words.SaidPost[] = []) => author.cover(fields, said, now)
  const past = async (fields: CastFields, said: words.SaidPost[], daysAgo: number) => {
    const at = now - daysAgo * DAY_MS
    return author.end(await author.cover(fields, said, at), at)
  }
  await past({ title: 'Lantern walk', slug: 'lanterns' }, words.LANTERNS, 112)
  await past({ title: 'Council budget vote', slug: 'budget' }, words.BUDGET, 102)
  return {
    halfMarathon: await past(
      {
        title: 'City half-marathon',
        slug: 'half-marathon',
        summary: '21.1 kilometres, 6,204 runners, one bridge in a headwind. As it was posted from the course.',
      },
      words.HALF_MARATHON,
      62,
    ),
    surprise: await cast({ title: 'A surprise for Ania', slug: 'surprise', visibility: 'private' }, words.SURPRISE),
    election: await cast({ title: 'School election night', slug: 'election', startsAt: isoTime(now + 5 * DAY_MS) }),
    empty: await cast({ title: 'The new puppy comes home', slug: 'puppy', startsAt: isoTime(now - MINUTE_MS) }),
    regatta: await cast({ title: 'Harbour regatta, day two', slug: 'regatta' }, words.REGATTA),
    birthday: await cast(
      {
        title: 'Burek’s first birthday',
        slug: 'burek',
        summary: 'Cake, hats and eleven dogs in Tomek’s garden, until somebody falls asleep.',
      },
      words.BIRTHDAY,
    ),
  }
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

type CastFields = Omit<NewCast, 'id'>
type Author = Awaited<ReturnType<typeof newAuthor>>

/** The owner, who also posts under Ania's name from another phone. */
async function newAuthor(store: Store, owner: Person, timeZone: string) {
  const secret = await store.ensureSecret('fingerprint', randomBytes(32).toString('base64url'))

  async function apply(cast: Cast, op: unknown, { name = 'Tomek', at }: { name?: string; at: number }) {
    const body = { author: owner.id, sentAt: isoTime(at), ops: [op] }
    const parts = { store, secret, now: at }
    const { results } = await applyOps(parts, { author: { ...owner, name }, cast: cast.id, body })
    if (results[0]?.status !== 'applied') throw new Error(`The seed was answered ${JSON.stringify(results)}`)
  }

  const arrivals: (Awaited<ReturnType<typeof takePhoto>> & { at: number })[] = []

  /** Makes a cast, and posts in the order in which the posts reached the server. */
  async function cover(fields: CastFields, said: words.SaidPost[], now: number): Promise<Cast> {
    const asked = { id: newId(), timeZone, ...fields }
    const { cast } = await createCast(store, owner, asked, now - (said[0]?.ago ?? 0) * MINUTE_MS)
    const inOrder = [...said].sort((a, b) => (b.sent ?? b.ago) - (a.sent ?? a.ago))
    for (const { ago, sent = ago, by, text, key, photos } of inOrder) {
      const taken = await Promise.all(photos?.map(takePhoto) ?? [])
      const media = taken.length > 0 && { media: taken.map(({ announced }) => announced) }
      const op = newPublish(text, { at: now - ago * MINUTE_MS, key })
      const at = now - sent * MINUTE_MS
      await apply(cast, { ...op, post: { ...op.post, ...media } }, { name: by, at })
      arrivals.push(...taken.map(photo => ({ ...photo, at })))
    }
    return cast
  }

  async function end(cast: Cast, at: number): Promise<Cast> {
    await apply(cast, { op: newId(), type: 'settings', cast: { endedAt: isoTime(at) } }, { at })
    return cast
  }

  /** Everything that was announced has come. Behind all that is drawn: whoever renders photos reads no drawing any more. */
  async function bringPhotos(): Promise<Buffer[]> {
    for (const { announced, bytes, at } of arrivals) {
      const { id } = announced
      await store.appendBytes({ photo: id, file: UPLOAD, offset: 0, bytes })
      await store.movePhoto({ id, from: 'awaited', to: 'uploaded', at: isoTime(at) })
      await finishPhoto(store, { id }, at)
    }
    return arrivals.map(({ bytes }) => bytes)
  }

  return { cover, end, bringPhotos }
}

/** As its author's phone announces and sends it. */
async function takePhoto({ alt, ...guest }: Guest & { alt: string }) {
  const bytes = await drawDog(guest)
  const small = sharp(bytes).resize(100, 100, { fit: 'inside' }).ensureAlpha().raw()
  const { data, info } = await small.toBuffer({ resolveWithObject: true })
  const thumbhash = Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
  const { width, height } = guest
  return { announced: { id: newId(), width, height, thumbhash, alt, bytes: bytes.byteLength }, bytes }
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
