import sharp from 'sharp'

/** A photo as a camera makes it: four colours in its quarters as it is meant to be seen, lying on the sensor as `orientation` (EXIF, 1 to 8) says, and with the place where it was taken. */
export async function cameraPhoto({
  width = 400,
  height = 300,
  orientation = 1,
}: {
  width?: number
  height?: number
  orientation?: number
} = {}): Promise<Buffer> {
  const quarter = { width: width / 2, height: height / 2, channels: 3 as const }
  const places = [
    [QUARTERS.topLeft, 0, 0],
    [QUARTERS.topRight, quarter.width, 0],
    [QUARTERS.bottomLeft, 0, quarter.height],
    [QUARTERS.bottomRight, quarter.width, quarter.height],
  ] as const
  const composite = places.map(([background, left, top]) => ({
    input: { create: { ...quarter, background } },
    left,
    top,
  }))
  const upright = sharp({ create: { width, height, channels: 3, background: '#000' } }).composite(composite)
  const lying = await layDown(await upright.png().toBuffer(), orientation)
  return lying
    .jpeg({ quality: 95 })
    .withExif({ IFD0: { Make: 'Secret camera' }, IFD3: { GPSLatitude: '52/1 13/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation })
    .toBuffer()
}

export const QUARTERS = { topLeft: '#e01010', topRight: '#10c010', bottomLeft: '#1010e0', bottomRight: '#f0e010' }

/** The colours in the middle of each quarter, as `#rrggbb` of four bits a channel: compression changes the rest. */
export async function quartersOf(picture: Uint8Array): Promise<typeof QUARTERS> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const from = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
    return nearest([data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0])
  }
  return {
    topLeft: at(0.25, 0.25),
    topRight: at(0.75, 0.25),
    bottomLeft: at(0.25, 0.75),
    bottomRight: at(0.75, 0.75),
  }
}

/** The colour of a quarter that is nearest to what was found. */
function nearest(found: number[]): string {
  const far = (colour: string) =>
    found.reduce(
      (sum, value, nth) => sum + Math.abs(value - Number.parseInt(colour.slice(1 + 2 * nth, 3 + 2 * nth), 16)),
      0,
    )
  return Object.values(QUARTERS).reduce((best, colour) => (far(colour) < far(best) ? colour : best))
}

/** What a viewer that follows the orientation turns upright again. Source: Exif 2.32, 4.6.4 A, Orientation. */
async function layDown(upright: Buffer, orientation: number) {
  const picture = sharp(upright)
  if (orientation === 2) return picture.flop()
  if (orientation === 3) return picture.rotate(180)
  if (orientation === 4) return picture.flip()
  if (orientation === 5) return sharp(await picture.rotate(270).toBuffer()).flip()
  if (orientation === 6) return picture.rotate(270)
  if (orientation === 7) return sharp(await picture.rotate(90).toBuffer()).flip()
  if (orientation === 8) return picture.rotate(90)
  return picture
}
