import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { DetailedError, Upload, type UploadOptions } from 'tus-js-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../lib/server/store/open-store.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { photoPath } from '../../lib/shared/rendition.ts'
import { storePlace } from '../support/mongo-database.ts'
import { newClient, newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { quadrantsPhoto, quadrantsSeen } from '../support/test-photos.ts'
import { until } from '../support/until.ts'

describe('photos over HTTP', () => {
  let app: App
  let owner: Publisher
  let cast: { id: string; slug: string }
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    cast = await owner.startCast()
    return () => app.stop()
  })
  const anyone = () => newClient(app.origin)
  const cookie = () => [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  /** Posts with one photo whose bytes are to follow. */
  const announce = async (bytes: Uint8Array, { to = cast, text = 'Look' } = {}) => {
    const photo = announcedPhoto(bytes)
    const op = newPublish(text)
    const answer = await owner.sendOps(to.id, [{ ...op, post: { ...op.post, media: [photo] } }])
    expect(answer.body.results).toMatchObject([{ status: 'applied' }])
    return { photo, post: op.post.id }
  }
  const readPost = async (post: string, from = cast) => {
    const { posts } = (await owner.get(`/api/casts/${from.id}/posts`)).body
    return posts.find(({ id }: { id: string }) => id === post)
  }
  const settled = (post: string, from = cast) =>
    until(
      async () => (await readPost(post, from)).media.every(({ state }: { state: string }) => state !== 'waiting'),
      () => 'the photo to be there, or refused',
      30_000,
    )
  const upload = (
    bytes: Uint8Array,
    media: string,
    { to = cast, headers = { cookie: cookie() }, ...more }: Sending = {},
  ) => uploaded(bytes, { endpoint: `${app.origin}/api/casts/${to.id}/media`, metadata: { media }, headers, ...more })

  it('are announced with their post, and attached to it when their bytes are there', async () => {
    const bytes = await quadrantsPhoto({ width: 900, height: 600, orientation: 6 })
    const { photo, post } = await announce(bytes)
    expect((await readPost(post)).media).toEqual([{ ...shown(photo), state: 'waiting' }])
    await upload(bytes, photo.id, { chunkSize: 10_000 })
    await settled(post)
    expect(await readPost(post)).toMatchObject({
      text: 'Look',
      media: [{ ...shown(photo), state: 'ready', width: 900, height: 600 }],
    })
    expect((await readPost(post)).editedAt).toBeUndefined()

    const { status, headers } = await anyone().get(photoPath(photo.id, 800))
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: 'image/webp' })
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, s-maxage=60, immutable')
    const served = await picture(photoPath(photo.id, 800))
    expect(await quadrantsSeen(served)).toEqual([0, 1, 2, 3])
    expect((await sharp(served).metadata()).exif).toBeUndefined()
    for (const name of ['upload', '1.webp', '..%2fupload'])
      expect((await anyone().get(`/api/media/${photo.id}/${name}`)).status).toBe(404)
  })

  it('may stand without words', async () => {
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    const { photo, post } = await announce(bytes, { text: ' ' })
    await upload(bytes, photo.id)
    await settled(post)
    expect(await readPost(post)).toMatchObject({ text: '', media: [{ state: 'ready' }] })
    const { live } = (await anyone().get('/api/casts')).body
    expect(live.find(({ id }: { id: string }) => id === cast.id).newest.text).toBe('Photo: A dog')
  })

  it('go on where they were after a break, and repeat at most what was under way', async () => {
    const bytes = await noise(700_000)
    const { photo, post } = await announce(bytes)
    const path = `${app.origin}/api/casts/${cast.id}/media/${photo.id}`
    const head = async () => {
      const { headers } = await fetch(path, { method: 'HEAD', headers: { cookie: cookie(), 'tus-resumable': '1.0.0' } })
      return Number(headers.get('upload-offset'))
    }
    const stop = new AbortController()
    const half = bytes.subarray(0, 600_000)
    const body = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(new Uint8Array(half)), // and never goes on
    })
    const patch = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0', 'tus-resumable': '1.0.0' }
    const broken = fetch(path, {
      method: 'PATCH',
      headers: { cookie: cookie(), ...patch },
      body,
      signal: stop.signal,
      duplex: 'half',
    } as RequestInit)
    await until(
      async () => (await bytesKept(photo.id)) >= 512 * 1024,
      () => 'the first parts to be kept',
      10_000,
    ).finally(() => stop.abort())
    await expect(broken).rejects.toThrow()
    await until(
      async () => (await head()) === half.byteLength,
      () => 'all that has come to be kept',
      10_000,
    )
    const sent: number[] = []
    await upload(bytes, photo.id, { uploadUrl: path, onProgress: done => void sent.push(done) })
    expect(sent[0]).toBeGreaterThanOrEqual(half.byteLength)
    await settled(post)
    expect(await readPost(post)).toMatchObject({ media: [{ state: 'ready' }] })
  })

  it('of a post that is removed are gone, and take nothing more', async () => {
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    const [there, coming] = [await announce(bytes), await announce(bytes)]
    await upload(bytes, there.photo.id)
    await settled(there.post)
    const counts = async () => (await owner.get(`/api/casts/${cast.id}`)).body.cast.counts
    const before = await counts()
    for (const { post } of [there, coming])
      await owner.sendOps(cast.id, [{ op: newId(), type: 'remove', post: { id: post } }])
    expect((await anyone().get(`/api/media/${there.photo.id}/320.webp`)).status).toBe(404)
    expect(await bytesKept(there.photo.id)).toBe(0)
    for (const { photo } of [there, coming]) expect(await refusalOf(upload(bytes, photo.id))).toBe(410)
    expect((await counts()).photos).toBe(before.photos - 1)
  })

  it('are taken back by their author before they have come', async () => {
    const { photo, post } = await announce(await quadrantsPhoto({ width: 400, height: 300 }))
    const path = `${app.origin}/api/casts/${cast.id}/media/${photo.id}`
    await Upload.terminate(path, { headers: { cookie: cookie() } })
    await settled(post)
    expect((await readPost(post)).media).toMatchObject([{ state: 'refused', trouble: 'withdrawn' }])
    expect(await refusalOf(upload(await quadrantsPhoto({ width: 400, height: 300 }), photo.id))).toBe(410)
  })

  it('that are none are refused on their post, which stays', async () => {
    const bad: Record<string, [Buffer, string]> = {
      'cut off': [(await quadrantsPhoto({ width: 400, height: 300 })).subarray(0, 2_000), 'unreadable'],
      'a drawing with a script': [
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        'unreadable',
      ],
      'one byte': [Buffer.from('x'), 'unreadable'],
    }
    for (const [what, [bytes, trouble]] of Object.entries(bad)) {
      const { photo, post } = await announce(bytes, { text: what })
      await upload(bytes, photo.id, {
        metadata: { media: photo.id, filename: '../../etc/passwd', filetype: 'image/jpeg' },
      })
      await settled(post)
      expect(await readPost(post)).toMatchObject({ text: what, media: [{ state: 'refused', trouble }] })
      expect(await bytesKept(photo.id)).toBe(0)
    }
  })

  it('are not announced when they are too large, too many, or another post’s', async () => {
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    const { photo } = await announce(bytes)
    const codeOf = async (media: object[], to = cast) => {
      const op = newPublish('Look')
      const { results } = (await owner.sendOps(to.id, [{ ...op, post: { ...op.post, media } }])).body
      return results[0].error?.code
    }
    expect(await codeOf([photo])).toBe('photo_taken')
    expect(await codeOf([photo], await owner.startCast())).toBe('photo_taken')
    const fresh = announcedPhoto(bytes)
    expect(await codeOf([fresh, fresh])).toBe('photo_taken')
    expect(await codeOf([{ ...fresh, bytes: 26 * 1024 * 1024 }])).toBe('invalid')
    expect(await codeOf([{ ...fresh, bytes: 0 }])).toBe('invalid')
    expect(await codeOf(Array.from({ length: 11 }, () => announcedPhoto(bytes)))).toBe('invalid')
    expect(await codeOf([{ ...fresh, id: '../x' }])).toBe('invalid')
    expect(await codeOf([{ ...fresh, alt: 'a'.repeat(1_001) }])).toBe('invalid')
    expect(await codeOf([fresh])).toBeUndefined()
  })

  it('are sent by nobody without the right, at any step (invariant 7)', async () => {
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    const { photo } = await announce(bytes)
    const other = await owner.startCast()
    const steps = [
      [
        'POST',
        '',
        {
          'upload-length': String(bytes.byteLength),
          'upload-metadata': `media ${Buffer.from(photo.id).toString('base64')}`,
        },
      ],
      ['HEAD', `/${photo.id}`, {}],
      ['PATCH', `/${photo.id}`, { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }],
      ['DELETE', `/${photo.id}`, {}],
    ] as const
    const ask = async (
      to: { id: string },
      [method, path, headers]: (typeof steps)[number],
      who: Record<string, string>,
    ) => {
      const body = method === 'PATCH' ? new Uint8Array(bytes) : undefined
      const all = { 'tus-resumable': '1.0.0', ...headers, ...who }
      return (await fetch(`${app.origin}/api/casts/${to.id}/media${path}`, { method, headers: all, body })).status
    }
    for (const step of steps) {
      expect([step[0], await ask(cast, step, {})]).toEqual([step[0], 401])
      expect([step[0], await ask(other, step, { cookie: cookie() })]).toEqual([step[0], 403])
      if (step[0] !== 'HEAD')
        expect([step[0], await ask(cast, step, { cookie: cookie(), origin: 'https://elsewhere.example' })]).toEqual([
          step[0],
          403,
        ])
    }
    expect(await bytesKept(photo.id)).toBe(0)
    // What is asked for rights is what is written to, whatever else the address says.
    const own = await announce(bytes, { to: other })
    const patch = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
    await fetch(`${app.origin}/api/casts/${other.id}/media/${own.photo.id}?x=/${photo.id}`, {
      method: 'PATCH',
      headers: { ...patch, cookie: cookie() },
      body: new Uint8Array(bytes.subarray(0, 100)),
    })
    expect([await bytesKept(photo.id), await bytesKept(own.photo.id)]).toEqual([0, 100])
  })

  it('of a private cast are for those who may read it', async () => {
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    const hidden = await owner.startCast({ visibility: 'private' })
    const { photo, post } = await announce(bytes, { to: hidden })
    await upload(bytes, photo.id, { to: hidden })
    await settled(post, hidden)
    const path = `/api/media/${photo.id}/320.webp`
    expect((await anyone().get(path)).status).toBe(404)
    const { status, headers } = await owner.get(path)
    expect({ status, caching: headers.get('cache-control') }).toEqual({ status: 200, caching: 'private, no-cache' })
    expect((await owner.ask(path, { headers: { 'if-none-match': headers.get('etag') ?? '' } })).status).toBe(304)
  })

  it('are 800 pixels wide at most for whoever saves data', async () => {
    const bytes = await quadrantsPhoto({ width: 1_200, height: 900 })
    const { photo, post } = await announce(bytes)
    await upload(bytes, photo.id)
    await settled(post)
    const widthOf = async (rendition: number, headers: Record<string, string>) => {
      const answer = await fetch(app.origin + photoPath(photo.id, rendition), { headers })
      expect(answer.headers.get('vary')).toContain('Save-Data') // a cache in front must keep both
      return (await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width
    }
    const saving = { 'save-data': 'on' }
    expect([await widthOf(1_200, {}), await widthOf(1_200, saving), await widthOf(320, saving)]).toEqual([
      1_200, 800, 320,
    ])
  })

  it('are given in parts to who asks for them', async () => {
    const bytes = await noise(400_000)
    const { photo, post } = await announce(bytes)
    await upload(bytes, photo.id)
    await settled(post)
    const path = `/api/media/${photo.id}/900.webp`
    const whole = await picture(path)
    expect(whole.byteLength).toBeGreaterThan(256 * 1024)
    const part = async (range: string) => {
      const answer = await fetch(app.origin + path, { headers: { range } })
      return {
        status: answer.status,
        range: answer.headers.get('content-range'),
        bytes: Buffer.from(await answer.arrayBuffer()),
      }
    }
    const size = whole.byteLength
    expect(await part('bytes=10-19')).toEqual({
      status: 206,
      range: `bytes 10-19/${size}`,
      bytes: whole.subarray(10, 20),
    })
    expect(await part('bytes=-5')).toEqual({
      status: 206,
      range: `bytes ${size - 5}-${size - 1}/${size}`,
      bytes: whole.subarray(-5),
    })
    expect((await part(`bytes=${256 * 1024 - 2}-`)).bytes).toEqual(whole.subarray(256 * 1024 - 2))
    expect(await part(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` })
  })

  it('let an author mend the words that they saw, whatever photos have come since', async () => {
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    const { photo, post } = await announce(bytes, { text: 'Lok' })
    const { rev } = await readPost(post)
    await upload(bytes, photo.id)
    await settled(post)
    const revise = (base: number, text: string) =>
      owner.sendOps(cast.id, [{ op: newId(), type: 'revise', post: { id: post, base, text } }])
    expect((await revise(rev, 'Look')).body.results).toMatchObject([{ status: 'applied' }])
    expect(await readPost(post)).toMatchObject({ text: 'Look', media: [{ state: 'ready' }] })
    expect((await revise(rev, 'Looks')).body.results).toMatchObject([{ error: { code: 'conflict' } }])
  })

  async function picture(path: string): Promise<Buffer> {
    return Buffer.from(await (await fetch(app.origin + path)).arrayBuffer())
  }

  /** Of all files of a photo that could be asked for. */
  async function bytesKept(photo: string): Promise<number> {
    const store = openStore(storePlace(app.dataDir))
    const counts = await Promise.all(
      ['upload', '320.webp', '400.webp', 'og.jpg'].map(file => store.countBytes({ photo, file })),
    )
    await store.close()
    return counts.reduce((sum, count) => sum + count)
  }
})

/** By a client that is not ours. Rejects with its error. */
function uploaded(bytes: Uint8Array, options: UploadOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    new Upload(Buffer.from(bytes), {
      retryDelays: null,
      ...options,
      onSuccess: () => resolve(),
      onError: reject,
    }).start()
  })
}

async function refusalOf(upload: Promise<void>): Promise<number | undefined> {
  const error = await upload.then(
    () => undefined,
    error => error,
  )
  return error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined
}

/** A photo of at least so many bytes. */
async function noise(atLeast: number): Promise<Buffer> {
  const raw = randomBytes(900 * 600 * 3)
  const picture = await sharp(raw, { raw: { width: 900, height: 600, channels: 3 } })
    .jpeg({ quality: 100 })
    .toBuffer()
  if (picture.byteLength < atLeast) throw new Error(`only ${picture.byteLength} bytes`)
  return picture
}

interface Sending extends Partial<UploadOptions> {
  to?: { id: string }
  headers?: Record<string, string>
}

function announcedPhoto(bytes: Uint8Array) {
  return {
    id: newId(),
    width: 900,
    height: 600,
    thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
    alt: 'A dog',
    bytes: bytes.byteLength,
  }
}

function shown({ bytes, ...photo }: ReturnType<typeof announcedPhoto>) {
  return photo
}
