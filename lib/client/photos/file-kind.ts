/** What a file is said to be, and its first bytes: 64 are enough. */
export interface FileSigns {
  type: string
  name: string
  head: Uint8Array
}

/** `picture`: worth decoding. `heic`: too, but few browsers can. `other`: not a photo, whatever it is called; drawings (SVG) are none. */
export type FileKind = 'picture' | 'heic' | 'video' | 'other'

/** By its first bytes where these say it: names and types are often wrong. Sources: https://mimesniff.spec.whatwg.org/, ISO/IEC 14496-12 §4.3. */
export function fileKind({ type, name, head }: FileSigns): FileKind {
  const start = String.fromCharCode(...head.subarray(0, HEAD_BYTES))
  if (start.startsWith('ftyp', 4)) return kindOfBrands(brandsOf(start))
  const known = SIGNATURES.find(({ text, at }) => start.startsWith(text, at))
  if (known !== undefined) return known.kind
  return /^video\//.test(type) || /\.(mp4|m4v|mov|webm|mkv|avi|3gp|mts|mpe?g)$/i.test(name) ? 'video' : 'other'
}

const HEAD_BYTES = 64

const SIGNATURES = [
  { text: '\xff\xd8\xff', at: 0, kind: 'picture' }, // JPEG
  { text: '\x89PNG\r\n\x1a\n', at: 0, kind: 'picture' },
  { text: 'GIF8', at: 0, kind: 'picture' },
  { text: 'WEBP', at: 8, kind: 'picture' },
  { text: '\x1aE\xdf\xa3', at: 0, kind: 'video' }, // WebM, Matroska
  { text: 'AVI ', at: 8, kind: 'video' },
] as const

/** The first box names what the file is, and then everything that it may be read as. */
function brandsOf(start: string): string[] {
  const length = (start.charCodeAt(2) << 8) | start.charCodeAt(3)
  const compatible = start.slice(16, Math.max(length, 16)).match(/[\s\S]{4}/g) ?? []
  return [start.slice(8, 12), ...compatible]
}

function kindOfBrands(brands: string[]): FileKind {
  const has = (pattern: RegExp) => brands.some(brand => pattern.test(brand))
  if (has(/^avi[fs]$/)) return 'picture'
  if (has(/^(hei[cxms]|hev[cxms]|mif1|msf1)$/)) return 'heic'
  return has(/^(iso|mp4|M4V|qt {2}|3g|avc1|dash|f4v|MSNV|XAVC)/) ? 'video' : 'other'
}
