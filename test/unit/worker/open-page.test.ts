import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import { OURS } from '../../../lib/shared/shells.ts'
import { openPage } from '../../../lib/worker/open-page.ts'
import { modelLog } from '../../support/model-log.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory()) // a device on which nothing was read yet
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const log = modelLog(['publish'])
const { slug } = log.castAt(0)
const page = (status = 200) => new Response('the server’s page', { status, headers: { [OURS]: '1' } })
const foreign = (status: number) => new Response('a proxy’s page', { status })
const readBefore = () => keptCasts.keep({ cast: log.castAnswer(1), page: log.postsAnswer(1), at: 0 }, 0)

describe('the page of a cast', () => {
  it('is the server’s when it comes in time, whether this device has read the cast before or not', async () => {
    for (const read of [() => {}, readBefore]) {
      await read()
      const { request, opening, network, shells } = open()
      await network.asked()
      expect(network.requests).toEqual([request])
      network.answer(page())
      expect(await (await opening).text()).toBe('the server’s page')
      expect(shells()).toBe(0)
    }
  })

  it.each([404, 410, 500])('is the server’s when it says %i itself', async status => {
    const { opening, network, shells } = open()
    await network.asked()
    const response = page(status)
    network.answer(response)
    expect(await opening).toBe(response)
    expect(shells()).toBe(0)
  })

  it.each([404, 500, 502, 503, 504, 530])(
    'is this device’s when what stands in front of the server says %i',
    async status => {
      await readBefore()
      const { opening, network } = open()
      await network.asked()
      network.answer(foreign(status))
      expect(await (await opening).text()).toBe('the shell')
      expect(await keptCasts.read(slug)).not.toBeNull()
    },
  )

  it('is this device’s when there is no network', async () => {
    const { opening, network } = open()
    await network.asked()
    network.fail(new TypeError('Failed to fetch'))
    expect(await (await opening).text()).toBe('the shell')
  })

  it('is this device’s when nothing came within 4 s and there is something to show', async () => {
    await readBefore()
    const { opening, network, shells } = open()
    await network.asked()
    await vi.advanceTimersByTimeAsync(3_999)
    expect(shells()).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await (await opening).text()).toBe('the shell')
  })

  it('is waited for 20 s where there is nothing to show meanwhile', async () => {
    await readBefore()
    const { opening, network, shells } = open('/c/another-cast')
    await network.asked()
    await vi.advanceTimersByTimeAsync(19_999)
    expect(shells()).toBe(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(await (await opening).text()).toBe('the shell')
  })

  it('may come slowly once it has begun, as on a bad network', async () => {
    await readBefore()
    const { opening, network } = open()
    await network.asked()
    network.answer(page())
    const response = await opening
    await vi.advanceTimersByTimeAsync(59_000)
    expect(network.signal()?.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(network.signal()?.aborted).toBe(true)
    expect(response.status).toBe(200)
  })

  it('takes the copy with it when the server has no such cast any more', async () => {
    await readBefore()
    const { opening, network } = open()
    await network.asked()
    network.answer(page(404))
    await opening
    await vi.waitFor(async () => expect(await keptCasts.read(slug)).toBeNull())
  })

  it('is asked for at an address that nobody can read, too', async () => {
    const { opening, network } = open('/c/%E0%A4')
    await network.asked()
    network.answer(page(404))
    expect((await opening).status).toBe(404)
  })

  it('opens on a device that keeps nothing', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const { opening, network } = open()
    await network.asked()
    network.answer(page())
    expect(await (await opening).text()).toBe('the server’s page')
  })

  it('fails where the shell is not to be had either, which is asked for once', async () => {
    const { opening, network, shells } = open(`/c/${slug}`, () => Promise.reject(new TypeError('no shell')))
    await network.asked()
    network.answer(foreign(503))
    await expect(opening).rejects.toThrow('no shell')
    expect(shells()).toBe(1)
  })
})

/** A person who goes to the page, on a network and a clock that the test moves. */
function open(path = `/c/${slug}`, shell = async () => new Response('the shell')) {
  const network = networkByHand()
  let shells = 0
  const request = new Request(`https://cast.example.org${path}`)
  const opening = openPage(request, () => {
    shells += 1
    return shell()
  })
  return { request, opening, network, shells: () => shells }
}

function networkByHand() {
  const requests: Request[] = []
  let asked: AbortSignal | undefined
  let hand = { answer(_: Response) {}, fail(_: Error) {} }
  vi.stubGlobal('fetch', (request: Request, { signal }: { signal: AbortSignal }) => {
    requests.push(request)
    asked = signal
    return new Promise<Response>((answer, fail) => {
      hand = { answer, fail }
      signal.addEventListener('abort', () => fail(signal.reason))
    })
  })
  return {
    requests,
    answer: (response: Response) => hand.answer(response),
    fail: (error: Error) => hand.fail(error),
    /** The device's storage is asked beside it, which takes some turns. */
    async asked() {
      await keptCasts.read(slug)
      expect(requests).toHaveLength(1)
    },
    signal: () => asked,
  }
}
