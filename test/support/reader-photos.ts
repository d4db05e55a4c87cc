import type { BrowserContext } from 'playwright'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { appendChange } from '../../lib/server/append-change.ts'
import { openStore } from '../../lib/server/store/open-store.ts'
import { isRemoved } from '../../lib/shared/is-removed.ts'
import { newId } from '../../lib/shared/new-id.ts'
import type { NewPhoto, Photo } from '../../lib/shared/photo.ts'
import { storePlace } from './mongo-database.ts'

/** A photo as a phone would announce it, of a meadow under a sky; `hue` tells one from another. */
export async function newPhoto({ width = 1600, height = 1200, hue = 210, alt = 'A meadow under a wide sky' } = {}) {
  const scale = 100 / Math.max(width, height)
  const small = sharp(await drawMeadow(Math.round(width * scale), Math.round(height * scale), hue)).ensureAlpha()
  const { data, info } = await small.raw().toBuffer({ resolveWithObject: true })
  const thumbhash = Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
  return { id: newId(), width, height, thumbhash, alt, bytes: 400_000, hue }
}
export type TestPhoto = Awaited<ReturnType<typeof newPhoto>>

/** What the publish of its post says of it. */
export function announced({ hue, ...photo }: TestPhoto): NewPhoto {
  return photo
}

/** Answers for the renditions of these photos, once `when` is there. What is asked for is told by its path. */
export async function servePhotos(
  context: BrowserContext,
  photos: TestPhoto[],
  when: Promise<unknown> = Promise.resolve(),
) {
  const asked: string[] = []
  await context.route('**/api/media/**', async route => {
    const { pathname } = new URL(route.request().url())
    asked.push(pathname)
    await when
    const [, , , id, rendition] = pathname.split('/')
    const photo = photos.find(each => each.id === id)
    if (photo === undefined) return route.fulfill({ status: 404 })
    const width = Number.parseInt(rendition ?? '', 10)
    const picture = await drawMeadow(width, Math.round((width * photo.height) / photo.width), photo.hue)
    // The page may be gone by now.
    await route.fulfill({ body: picture, contentType: 'image/webp' }).catch(() => undefined)
  })
  return asked
}

/** Says of the photos of a post what became of them, in the log of a running app: its followers find it there. */
export async function settlePhotos(
  { dataDir }: { dataDir: string },
  { cast, post: id }: { cast: string; post: string },
  state: (photo: Photo, index: number) => Photo['state'] = () => 'ready',
): Promise<void> {
  const store = openStore(storePlace(dataDir))
  try {
    const post = await store.readPost({ cast, id })
    if (post === null || isRemoved(post)) throw new Error('There is no such post.')
    const media = post.media?.map((photo, index) => ({ ...photo, state: state(photo, index) }))
    const asked = { cast, op: newId(), fingerprint: '', by: post.author.id, at: Date.now() }
    await appendChange(store, asked, async head => ({ kind: 'post', counts: head.counts, post: { ...post, media } }))
  } finally {
    await store.close()
  }
}

function drawMeadow(width: number, height: number, hue: number): Promise<Buffer> {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none">
    <rect width="100" height="100" fill="hsl(${hue} 60% 80%)"/><ellipse cx="30" cy="95" rx="70" ry="45" fill="hsl(${(hue + 270) % 360} 40% 45%)"/>
    <circle cx="72" cy="28" r="12" fill="hsl(45 90% 70%)"/><rect x="44" y="40" width="12" height="34" fill="hsl(${(hue + 150) % 360} 45% 35%)"/></svg>`
  return sharp(Buffer.from(picture)).webp().toBuffer()
}
