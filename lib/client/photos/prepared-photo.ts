/** A photo as it goes up: upright, and without anything that the camera wrote into its file, such as the place. */
export interface PreparedPhoto {
  kind: 'prepared'
  /** Never a Blob: iOS loses those in IndexedDB. */
  bytes: ArrayBuffer
  type: PhotoType
  /** Pixels. */
  width: number
  height: number
  /** Base64. Source: https://evanw.github.io/thumbhash/ */
  thumbhash: string
}

/** A file that does not become a photo. */
export interface RefusedPhoto {
  kind: 'refused'
  why: PhotoRefusal
}

export type Preparation = PreparedPhoto | RefusedPhoto

/** `too_large`: for this device, though it may be a photo. */
export type PhotoRefusal = 'video' | 'heic' | 'unreadable' | 'too_large'

export type PhotoType = 'image/webp' | 'image/jpeg'
