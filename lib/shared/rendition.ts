/** Sizes in which a photo is kept, in pixels across. */
const THRIFTY = 800
const WIDTHS = [320, THRIFTY, 1_600, 2_560]

/** The widths of a photo's renditions, the smallest first: none is wider than the photo, and the last is as wide as it may be. */
export function renditionWidths(width: number): number[] {
  const widest = Math.min(width, Math.max(...WIDTHS))
  return [...WIDTHS.filter(each => each < widest), widest]
}

/** The name of a rendition: the end of its address. */
export function renditionName(width: number): string {
  return `${width}.webp`
}

/** The name of what whoever saves data gets for it: nothing wider than 800 pixels, which every wider photo has. */
export function thriftyName(name: string): string {
  return Number.parseInt(name, 10) > THRIFTY ? renditionName(THRIFTY) : name
}

/** The path of one rendition of a photo. */
export function photoPath(id: string, width: number): string {
  return `/api/media/${id}/${renditionName(width)}`
}

/** The picture that comes with a link in chats, many of which read nothing newer than JPEG. Source: https://ogp.me */
export const OG_IMAGE = { name: 'og.jpg', width: 1_200 }

/** Its size, in pixels: none is wider than its photo. */
export function previewSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const narrowed = Math.min(width, OG_IMAGE.width)
  return { width: narrowed, height: Math.max(1, Math.round((height * narrowed) / width)) }
}
