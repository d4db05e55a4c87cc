import { found, type SqliteCalls } from './sqlite-calls.ts'
import { type BytesRow, type PhotoRow, toPhoto } from './sqlite-rows.ts'
import * as sql from './sqlite-statements.ts'
import type { PhotosPort } from './store.ts'

/** Whose photos are, and their bytes, in the same file. */
export function sqlitePhotos({ read, list, write, insert }: SqliteCalls): PhotosPort {
  return {
    claimPhoto: async photo => {
      const { id, cast, post, bytes, state, at, files, tries } = photo
      insert(sql.CLAIM_PHOTO, [id, cast, post, bytes, state, at, JSON.stringify(files), tries])
      return found(read<PhotoRow>(sql.PHOTO, [id]), toPhoto) ?? photo
    },
    readPhoto: async id => found(read<PhotoRow>(sql.PHOTO, [id]), toPhoto),
    listPhotosOf: async ({ cast, post, after = '', limit }) =>
      (post === undefined
        ? list<PhotoRow>(sql.PHOTOS_OF_CAST, [cast, after, limit])
        : list<PhotoRow>(sql.PHOTOS_OF_POST, [cast, post, after, limit])
      ).map(toPhoto),
    listPhotosIn: async ({ state, before, limit }) =>
      list<PhotoRow>(sql.PHOTOS_IN, [state, before, limit]).map(toPhoto),
    movePhoto: async ({ id, from, to, at, files, tries = null }) => {
      const kept = files === undefined ? null : JSON.stringify(files)
      return read(sql.MOVE_PHOTO, [to, at, kept, tries, id, from]) !== undefined
    },

    appendBytes: async ({ photo, file, offset, bytes }) =>
      read(sql.APPEND_BYTES, [photo, file, offset, Buffer.from(bytes), photo, file, offset]) !== undefined,
    countBytes: async ({ photo, file }) => read<{ count: number }>(sql.COUNT_BYTES, [photo, file])?.count ?? 0,
    readBytes: async ({ photo, file, at }) => {
      const part = read<BytesRow>(sql.BYTES, [photo, file, at])
      const isPast = part === undefined || at >= part.offset + part.bytes.byteLength
      return isPast ? null : { offset: part.offset, bytes: part.bytes }
    },
    removeBytes: async ({ photo, file }) =>
      file === undefined ? write(sql.REMOVE_FILES, [photo]) : write(sql.REMOVE_FILE, [photo, file]),
  }
}
