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

/** Its record last: it says that the bytes are there. Whoever works on it meanwhile has it copied once more. */
async function copyPhoto(from: Store, to: Store, photo: PhotoRecord): Promise<void> {
  const known = await to.readPhoto(photo.id)
  if (known?.state === photo.state && (photo.state === 'ready' || photo.state === 'gone')) return
  await to.removeBytes({ photo: photo.id })
  const copied = await copyBytes(from, to, photo)
  const now = await from.readPhoto(photo.id)
  if (now !== null && now.state !== photo.state) return copyPhoto(from, to, now)
  const { id, state, at, files, tries } = copied
  if (known === null) await to.claimPhoto(copied)
  else await to.movePhoto({ id, from: known.state, to: state, at, files, tries })
}

/** One that has arrived after the moment of which the log was copied is left there as just uploaded: it will be said again. */
async function copyBytes(from: Store, to: Store, photo: PhotoRecord): Promise<PhotoRecord> {
  const { id, cast, state, files } = photo
  const largest = files.filter(file => file.endsWith('.webp')).at(-1)
  const isSaid = state !== 'ready' || (await to.readEntryByOp({ cast, op: id })) !== null
  if (isSaid || largest === undefined) {
    for (const file of [UPLOAD, ...files]) await copyFile(from, to, { photo: id, file })
    return photo
  }
  await copyFile(from, to, { photo: id, file: largest }, UPLOAD)
  return { ...photo, state: 'uploaded', files: [], bytes: await to.countBytes({ photo: id, file: UPLOAD }) }
}

async function copyFile(from: Store, to: Store, file: PhotoFile, as = file.file): Promise<void> {
  for (let at = 0; ; ) {
    const part = await from.readBytes({ ...file, at })
    if (part === null) return
    await to.appendBytes({ ...file, file: as, ...part })
    at = part.offset + part.bytes.byteLength
  }
}
