import type { Collection } from 'mongodb'
import { list, type OnCollections } from './mongo-collections.ts'
import type { PhotoBytesDocument, PhotoDocument } from './mongo-documents.ts'
import { insertedBy } from './mongo-errors.ts'
import type { PhotoFile, PhotoRecord, PhotosPort } from './store.ts'

/** Whose photos are, and their bytes: each part a document of its own, below what one may hold. */
export function mongoPhotos(on: OnCollections): PhotosPort {
  return {
    claimPhoto: photo =>
      on(async ({ photos }) => {
        await insertedBy(() => photos.insertOne({ ...photo, _id: photo.id }))
        return toPhoto(await photos.findOne({ _id: photo.id })) ?? photo
      }),
    readPhoto: id => on(async ({ photos }) => toPhoto(await photos.findOne({ _id: id }))),
    listPhotosOf: ({ cast, post, after = '', limit }) =>
      on(({ photos }) => {
        const which = { cast, ...(post !== undefined && { post }), _id: { $gt: after } }
        return list(photos, which, { _id: 1 }, limit)
      }),
    listPhotosIn: ({ state, before, limit }) =>
      on(({ photos }) => list(photos, { state, at: { $lt: before } }, { at: 1 }, limit)),
    movePhoto: ({ id, from, to, at, files, tries }) =>
      on(async ({ photos }) => {
        const moved = { state: to, at, ...(files && { files }), ...(tries !== undefined && { tries }) }
        return (await photos.updateOne({ _id: id, state: from }, { $set: moved })).matchedCount === 1
      }),

    appendBytes: part => on(({ photoBytes }) => appendBytes(photoBytes, part)),
    countBytes: file => on(({ photoBytes }) => endOf(photoBytes, file)),
    readBytes: ({ at, photo, file }) =>
      on(async ({ photoBytes }) => {
        const [part] = await list(photoBytes, { photo, file, offset: { $lte: at } }, { offset: -1 }, 1)
        return part === undefined || at >= part.end ? null : { offset: part.offset, bytes: part.bytes }
      }),
    removeBytes: query => on(async ({ photoBytes }) => void (await photoBytes.deleteMany({ ...query }))),
  }
}

/** Of two that write at the same place the index lets one in; whoever writes elsewhere than at the end is told so before. */
async function appendBytes(
  photoBytes: Collection<PhotoBytesDocument>,
  { photo, file, offset, bytes }: Parameters<PhotosPort['appendBytes']>[0],
): Promise<boolean> {
  if ((await endOf(photoBytes, { photo, file })) !== offset) return false
  const end = offset + bytes.byteLength
  return insertedBy(() => photoBytes.insertOne({ photo, file, offset, end, bytes }))
}

async function endOf(photoBytes: Collection<PhotoBytesDocument>, { photo, file }: PhotoFile): Promise<number> {
  const last = await photoBytes.findOne({ photo, file }, { sort: { offset: -1 }, projection: { end: 1 } })
  return last?.end ?? 0
}

function toPhoto(document: PhotoDocument | null): PhotoRecord | null {
  if (document === null) return null
  const { _id, ...photo } = document
  return { ...photo, tries: photo.tries ?? 0 } // those of 2026-11 have none
}
