import type { PhotoRefusal } from './prepared-photo.ts'

/** What a person reads when a file that they picked was not added. */
export const refusalWords: Record<PhotoRefusal, string> = {
  video: 'Videos cannot be posted yet. Post a photo or a link.',
  heic: 'This phone cannot read this photo (HEIC). Share it as JPEG, or set the camera to Most compatible.',
  unreadable: 'This file is damaged, or is not a photo. Pick it again, or another one.',
  too_large: 'This photo is too large for this phone. Post a smaller copy of it, such as a screenshot.',
}
