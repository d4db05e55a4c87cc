import { describe, expect, it } from 'vitest'
import { fileKind } from '../../../lib/client/photos/file-kind.ts'
import { heicStart, quadrantsPhoto, videoStart } from '../../support/test-photos.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const unnamed = (head: Buffer) => fileKind({ type: '', name: '', head })
const box = (...brands: string[]) => bytes(`\0\0\0${String.fromCharCode(8 + 4 * brands.length)}ftyp${brands.join('')}`)

describe('the kind of a file', () => {
  it.each([
    ['PNG', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['GIF', bytes('GIF89a')],
    ['WebP', bytes('RIFF\x10\0\0\0WEBPVP8 ')],
    ['AVIF', box('avif', '\0\0\0\0', 'mif1', 'miaf')],
    ['AVIF that calls itself a picture first', box('mif1', '\0\0\0\0', 'avif', 'miaf')],
  ])('is a picture for %s', (_, head) => {
    expect(unnamed(head)).toBe('picture')
  })

  it('is a picture for a JPEG, whatever it is called', async () => {
    const head = await quadrantsPhoto({ width: 40, height: 30 })
    expect(fileKind({ type: 'video/mp4', name: 'party.mov', head })).toBe('picture')
  })

  it.each([
    ['of an iPhone', heicStart()],
    ['that calls itself a picture first', box('mif1', '\0\0\0\0', 'heic')],
    ['of several pictures', box('msf1', '\0\0\0\0', 'hevc')],
  ])('is HEIC for one %s', (_, head) => {
    expect(unnamed(head)).toBe('heic')
  })

  it.each([
    ['MP4', videoStart()],
    ['QuickTime', box('qt  ', '\0\0\0\0')],
    ['WebM', bytes('\x1aE\xdf\xa3\x01\0\0\0')],
    ['AVI', bytes('RIFF\x10\0\0\0AVI LIST')],
  ])('is a video for %s', (_, head) => {
    expect(unnamed(head)).toBe('video')
  })

  it('is a video where only the type or the name says so', () => {
    const head = bytes('\0\0\0\x08wide')
    expect(fileKind({ type: 'video/quicktime', name: 'old', head })).toBe('video')
    expect(fileKind({ type: '', name: 'OLD.MOV', head })).toBe('video')
  })

  it.each([
    ['nothing', bytes('')],
    ['text', bytes('Hello')],
    ['a drawing', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['a raw photo', box('crx ', '\0\0\0\x01', 'crx ')],
  ])('is none of these for %s called a photo', (_, head) => {
    expect(fileKind({ type: 'image/jpeg', name: 'photo.jpg', head })).toBe('other')
  })
})
