import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import { openPage } from '../../../lib/worker/open-page.ts'
import { modelLog } from '../../support/model-log.ts'
import { until } from '../../support/until.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory()) // a device on which nothing was read yet
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const log = modelLog(['publish'])
const { slug } = log.castAt(0)
const page = (status = 200) => new Response('the server’s page', { status })
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

  it.each([502, 503, 504])('is this device’s when what stands in front of the server says %i', async status => {
    const { opening, network } = open()
    await network.asked()
    network.answer(page(status))
    expect(await (await opening).text()).toBe('the shell')
  })

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
    expect(network.patience()).toBe(4_000)
    expect(shells()).toBe(0)
    network.expire()
    expect(await (await opening).text()).toBe('the shell')
  })

  it('is waited for 20 s where there is nothing to show meanwhile', async () => {
    await readBefore()
    const { opening, network } = open('/c/another-cast')
    await network.asked()
    expect(network.patience()).toBe(20_000)
    network.expire()
    expect(await (await opening).text()).toBe('the shell')
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
    network.answer(page(503))
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
  const deadlines: { ms: number; expire(): void }[] = []
  let hand = { answer(_: Response) {}, fail(_: Error) {} }
  vi.stubGlobal('fetch', (request: Request, { signal }: { signal: AbortSignal }) => {
    requests.push(request)
    return new Promise<Response>((answer, fail) => {
      hand = { answer, fail }
      signal.addEventListener('abort', () => fail(signal.reason))
    })
  })
  // Vitest's timers do not move this one.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
    const controller = new AbortController()
    deadlines.push({ ms, expire: () => controller.abort(new DOMException('', 'TimeoutError')) })
    return controller.signal
  })
  return {
    requests,
    answer: (response: Response) => hand.answer(response),
    fail: (error: Error) => hand.fail(error),
    asked: () => until(() => requests.length > 0),
    patience: () => deadlines.at(-1)?.ms,
    expire: () => deadlines.at(-1)?.expire(),
  }
}
