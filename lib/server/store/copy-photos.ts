import { type PhotoFile, type PhotoRecord, type Store, UPLOAD } from './store.ts'

interface PhotosCopy {
  from: Store
  to: Store
  cast: string
  /** Hears how many of those that readers can see are there. */
  tell: (photos: number) => void
}

/** Brings the photos of a cast, with their bytes, into another store. What is there already is left; what is there by halves is begun again. */
export async function copyPhotos({ from, to, cast, tell }: PhotosCopy): Promise<void> {
  let copied = 0
  for (let after: string | undefined; ; ) {
    const page = await from.listPhotosOf({ cast, after, limit: PHOTOS_A_PAGE })
    for (const photo of page) {
      await copyPhoto(from, to, photo)
      copied += photo.state === 'ready' ? 1 : 0
      tell(copied)
    }
    after = page.at(-1)?.id
    if (page.length < PHOTOS_A_PAGE) return
  }
}

const PHOTOS_A_PAGE = 100

/** Its record last: it says that the bytes are there. */
async function copyPhoto(from: Store, to: Store, photo: PhotoRecord): Promise<void> {
  const { id, state, at, files } = photo
  const known = await to.readPhoto(id)
  if (known?.state === state && (state === 'ready' || state === 'gone')) return
  await to.removeBytes({ photo: id })
  for (const file of [UPLOAD, ...files]) await copyFile(from, to, { photo: id, file })
  if (known === null) await to.claimPhoto(photo)
  else await to.movePhoto({ id, from: known.state, to: state, at, files })
}

async function copyFile(from: Store, to: Store, file: PhotoFile): Promise<void> {
  for (let at = 0; ; ) {
    const part = await from.readBytes({ ...file, at })
    if (part === null) return
    await to.appendBytes({ ...file, ...part })
    at = part.offset + part.bytes.byteLength
  }
}
