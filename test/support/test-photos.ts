import sharp, { type Sharp } from 'sharp'

/** A photo as a camera takes it. */
export interface Shot {
  /** Pixels of the upright picture. */
  width: number
  height: number
  /** EXIF, 1 to 8: how the pixels are stored, so that the picture is upright for whoever obeys it. 1 if left out. */
  orientation?: Orientation
}

export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
export const ORIENTATIONS: Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8]

export type Rgb = [number, number, number]

/** What the upright picture of `quadrantsPhoto` shows, in reading order. */
export const QUADRANTS: Rgb[] = [
  [220, 40, 40],
  [40, 180, 60],
  [40, 60, 210],
  [240, 210, 40],
]

/** A JPEG of four quadrants in different colours, with the maker of the camera and the place in its EXIF. */
export function quadrantsPhoto(shot: Shot): Promise<Buffer> {
  const stored = STORED[shot.orientation ?? 1].map(place => QUADRANTS[place])
  const pixels = Buffer.from(stored.flat().map(Number))
  return asJpeg(enlarge(pixels, { width: 2, height: 2 }, storedSize(shot), 'nearest'), shot)
}

/** A JPEG with the detail and the grain of a photo, and the same EXIF. The same for the same seed. */
export async function detailedPhoto(shot: Shot, seed = 1): Promise<Buffer> {
  const size = storedSize(shot)
  const random = randomFrom(seed)
  const [ground, ...details] = await Promise.all(DETAILS.map(detail => noise(size, detail, random)))
  const layers = details.map(input => ({ input, raw: { ...size, channels: 3 as const }, blend: 'overlay' as const }))
  return asJpeg(sharp(ground, { raw: { ...size, channels: 3 } }).composite(layers), shot)
}

/** The colours in the middle of the four quadrants of a picture file as it is stored, in reading order. */
export async function quadrantsOf(picture: Uint8Array): Promise<Rgb[]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const colourAt = (x: number, y: number): Rgb => {
    const at = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels
    return [data.readUInt8(at), data.readUInt8(at + 1), data.readUInt8(at + 2)]
  }
  return [colourAt(0.25, 0.25), colourAt(0.75, 0.25), colourAt(0.25, 0.75), colourAt(0.75, 0.75)]
}

/** Which quadrant of `QUADRANTS` is seen in each, likewise: 0, 1, 2, 3 where it is upright. */
export async function quadrantsSeen(picture: Uint8Array): Promise<number[]> {
  const far = (a: Rgb, b: Rgb) => a.reduce((sum, value, nth) => sum + Math.abs(value - (b[nth] ?? 0)), 0)
  return (await quadrantsOf(picture)).map(seen => {
    const distances = QUADRANTS.map(colour => far(seen, colour))
    return distances.indexOf(Math.min(...distances))
  })
}

/** The start of a photo as iPhones keep it, for browsers that cannot read it; the rest is missing. */
export function heicStart(): Buffer {
  return fileOfBrands(['heic', '\0\0\0\0', 'mif1', 'heic'])
}

/** The start of a video as phones take it. */
export function videoStart(): Buffer {
  return fileOfBrands(['mp42', '\0\0\0\0', 'isom', 'mp42'])
}

function fileOfBrands(brands: string[]): Buffer {
  const box = Buffer.from(`\0\0\0\0ftyp${brands.join('')}`, 'latin1')
  box.writeUInt32BE(box.length)
  return Buffer.concat([box, Buffer.alloc(4_096, 'data')])
}

/** Which quadrant of the upright picture stands in each place of the stored one, by orientation. Source: EXIF 2.32, 4.6.4 A. */
const STORED: Record<Orientation, [number, number, number, number]> = {
  1: [0, 1, 2, 3],
  2: [1, 0, 3, 2],
  3: [3, 2, 1, 0],
  4: [2, 3, 0, 1],
  5: [0, 2, 1, 3],
  6: [1, 3, 0, 2],
  7: [3, 1, 2, 0],
  8: [2, 0, 3, 1],
}

interface Size {
  width: number
  height: number
}

function storedSize({ width, height, orientation = 1 }: Shot): Size {
  return orientation > 4 ? { width: height, height: width } : { width, height }
}

/** From large forms to grain: grey dots on the longer side, and how much they differ from each other (0 to 127). */
const DETAILS = [
  { dots: 12, contrast: 110 },
  { dots: 60, contrast: 60 },
  { dots: 300, contrast: 45 },
  { dots: 1_200, contrast: 30 },
  { dots: 3_000, contrast: 20 },
]

function noise(size: Size, { dots, contrast }: (typeof DETAILS)[number], random: () => number): Promise<Buffer> {
  const scale = dots / Math.max(size.width, size.height)
  const coarse = { width: Math.ceil(size.width * scale), height: Math.ceil(size.height * scale) }
  const pixels = Buffer.alloc(coarse.width * coarse.height * 3)
  for (let at = 0; at < pixels.length; at++) pixels[at] = 128 + (2 * random() - 1) * contrast
  return enlarge(pixels, coarse, size, 'cubic').raw().toBuffer()
}

function enlarge(pixels: Buffer, from: Size, to: Size, kernel: 'nearest' | 'cubic'): Sharp {
  return sharp(pixels, { raw: { ...from, channels: 3 } }).resize({ ...to, kernel, fit: 'fill' })
}

function asJpeg(picture: Sharp, { orientation = 1 }: Shot): Promise<Buffer> {
  return picture
    .jpeg({ quality: 90 })
    .withExif({ IFD0: { Make: 'Camera maker' }, IFD3: PLACE })
    .withMetadata({ orientation })
    .toBuffer()
}

const PLACE = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '52/1 22/1 0/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '4/1 53/1 0/1',
}

/** Mulberry32: numbers from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
