import sharp, { type Sharp } from 'sharp'
import type { PhotoTrouble } from '../../shared/photo.ts'
import { OG_IMAGE, renditionName, renditionWidths } from '../../shared/rendition.ts'

export interface RenderedPhoto {
  /** Pixels of the upright picture in its largest rendition. */
  width: number
  height: number
  files: { name: string; bytes: Uint8Array }[]
}

/**
 * Makes a photo's renditions of what a device has sent: upright, and with nothing of its metadata. What it is, is judged by its content; the
 * name and type that were given for it are not asked. `trouble` where it is no photo, is cut off, or would fill the memory.
 */
export async function renderPhoto(upload: Uint8Array): Promise<RenderedPhoto | { trouble: PhotoTrouble }> {
  try {
    // Only the header is read here, so that what it claims can be told from what is no picture.
    const { format, width, height, autoOrient } = await sharp(upload, { limitInputPixels: false }).metadata()
    if (!FORMATS.has(format)) return { trouble: 'unreadable' }
    if (width * height > PIXELS_MAX) return { trouble: 'too_many_pixels' }
    return await renditionsOf(upload, autoOrient)
  } catch (error) {
    // How sharp tells of a file that cannot be decoded; it has no class of its own.
    if (error instanceof Error && !(error instanceof TypeError)) return { trouble: 'unreadable' }
    throw error
  }
}

// The only loaders that are there at all, for whatever a file pretends to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
})
// The other core is for the readers and writers of everything else; finished pictures are not asked for again.
sharp.concurrency(1)
sharp.cache(false)

/** `heif` is AVIF here: what is made of it decodes nothing else. */
const FORMATS = new Set<string>(['jpeg', 'png', 'webp', 'heif', 'gif'])
/** A phone's largest camera has 200 megapixels, but sends a fourth of it unless told otherwise. */
const PIXELS_MAX = 100_000_000

/** `failOn`: a picture that is cut off in the middle is refused, and not filled up with grey. */
function open(upload: Uint8Array): Sharp {
  return sharp(upload, { limitInputPixels: PIXELS_MAX, failOn: 'truncated', sequentialRead: true })
}

async function renditionsOf(upload: Uint8Array, upright: { width: number; height: number }): Promise<RenderedPhoto> {
  const files: RenderedPhoto['files'] = []
  let largest = { width: 0, height: 0 }
  // One after the other: each holds the whole picture for a moment.
  for (const width of renditionWidths(upright.width)) {
    const { data, info } = await open(upload)
      .autoOrient()
      .resize({ width })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true })
    files.push({ name: renditionName(info.width), bytes: data })
    largest = info
  }
  const preview = open(upload).autoOrient().resize({ width: OG_IMAGE.width, withoutEnlargement: true })
  files.push({
    name: OG_IMAGE.name,
    bytes: await preview.flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer(),
  })
  return { width: largest.width, height: largest.height, files }
}
