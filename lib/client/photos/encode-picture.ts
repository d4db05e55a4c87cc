import { type Encoding, firstEncoding, nextEncoding } from './next-encoding.ts'
import type { Decoded, PhotoTools } from './photo-tools.ts'
import type { PhotoType } from './prepared-photo.ts'
import { type Size, targetSize } from './target-size.ts'

export interface Encoded extends Size {
  blob: Blob
  type: PhotoType
}

/** The picture as a file of about 400 KB at most; null where there is no memory for it. Rejects with the reason of `signal` when that aborts. */
export async function encodePicture(
  picture: Decoded,
  tools: PhotoTools,
  signal?: AbortSignal,
): Promise<Encoded | null> {
  const type = await bestType(tools)
  let encoded: Encoded | null = null
  for (let next: Encoding | null = firstEncoding(picture); next !== null; ) {
    signal?.throwIfAborted()
    encoded = await encode(picture, tools, { ...next, type })
    next = encoded && nextEncoding(next, encoded.blob.size)
  }
  return encoded
}

/** A browser that cannot encode WebP answers with PNG: found out on a single pixel, as that of a photo takes seconds. */
async function bestType(tools: PhotoTools): Promise<PhotoType> {
  const canvas = tools.openCanvas({ width: 1, height: 1 })
  const pixel = await canvas?.encode('image/webp', 0.5)
  canvas?.close()
  return pixel?.type === 'image/webp' ? 'image/webp' : 'image/jpeg'
}

async function encode(
  picture: Decoded,
  tools: PhotoTools,
  { longest, quality, type }: Encoding & { type: PhotoType },
): Promise<Encoded | null> {
  const size = targetSize(picture, longest)
  const canvas = tools.openCanvas(size)
  if (canvas === null) return null
  try {
    canvas.draw(picture.source)
    const blob = await canvas.encode(type, quality)
    return blob && { ...size, blob, type }
  } finally {
    canvas.close()
  }
}
