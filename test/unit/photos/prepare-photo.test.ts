import { describe, expect, it } from 'vitest'
import type { PhotoTools } from '../../../lib/client/photos/photo-tools.ts'
import { preparePhoto } from '../../../lib/client/photos/prepare-photo.ts'
import { quadrantsPhoto } from '../../support/test-photos.ts'

const photo = new File([new Uint8Array(await quadrantsPhoto({ width: 40, height: 30 }))], 'photo.jpg')

/** A browser that decodes everything to a picture of 4,000 × 3,000, and counts what it has open. */
function arrange({ canvases = 100, bytes = 1_000, onEncode = () => {} } = {}) {
  let open = 0
  let left = canvases
  const close = () => {
    open -= 1
  }
  const tools: PhotoTools = {
    async decode() {
      open += 1
      return { source: {} as ImageBitmap, width: 4_000, height: 3_000, close } // nothing here looks into it
    },
    openCanvas({ width, height }) {
      if (left === 0) return null
      left -= 1
      open += 1
      return {
        draw() {},
        pixels: () => new Uint8ClampedArray(width * height * 4),
        async encode(type) {
          if (width > 1) onEncode()
          return new Blob([new Uint8Array(bytes)], { type })
        },
        close,
      }
    },
  }
  return { tools, open: () => open }
}

function failToDraw(): void {
  throw new DOMException('', 'InvalidStateError')
}

describe('preparing a photo', () => {
  it('leaves nothing open', async () => {
    const { tools, open } = arrange({ bytes: 500_000 })
    expect(await preparePhoto(photo, tools)).toMatchObject({ kind: 'prepared', type: 'image/webp' })
    expect(open()).toBe(0)
  })

  it.each([0, 1, 2, 3])('refuses it, and leaves nothing open, where memory ends after %i canvases', async canvases => {
    const { tools, open } = arrange({ canvases, bytes: 500_000 })
    expect(await preparePhoto(photo, tools)).toEqual({ kind: 'refused', why: 'too_large' })
    expect(open()).toBe(0)
  })

  it('refuses it, and leaves nothing open, where there is no memory to draw', async () => {
    const { tools, open } = arrange()
    const openCanvas: PhotoTools['openCanvas'] = size => {
      const canvas = tools.openCanvas(size)
      return canvas && { ...canvas, draw: failToDraw }
    }
    expect(await preparePhoto(photo, { ...tools, openCanvas })).toEqual({ kind: 'refused', why: 'too_large' })
    expect(open()).toBe(0)
  })

  it('stops between two tries when it is no longer wanted, and leaves nothing open', async () => {
    const stop = new AbortController()
    let tries = 0
    const onEncode = () => {
      tries += 1
      stop.abort()
    }
    const { tools, open } = arrange({ bytes: 500_000, onEncode })
    await expect(preparePhoto(photo, tools, stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect({ tries, open: open() }).toEqual({ tries: 1, open: 0 })
  })

  it('refuses a file that the device does not hand out', async () => {
    const gone = Object.assign(new File([], 'photo.jpg'), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
    })
    expect(await preparePhoto(gone, arrange().tools)).toEqual({ kind: 'refused', why: 'unreadable' })
  })
})
