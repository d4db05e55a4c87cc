import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { idbOutboxStore } from '../../../lib/client/outbox/idb-outbox-store.ts'
import { flushInWorker } from '../../../lib/worker/flush-in-worker.ts'
import { OWNER, publish } from '../../support/outbox-entries.ts'
import { until } from '../../support/until.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it('sends from the worker only when no page does', async () => {
  let letGo = () => {}
  const held = new Promise<void>(resolve => {
    letGo = resolve
  })
  let isAsked = false
  const request = async (_name: string, _options: LockOptions, work: () => Promise<void>) => {
    isAsked = true
    await held // a page has the lock
    return work()
  }
  const fetch = vi.fn(async () => {
    throw new TypeError('fetch failed')
  })
  vi.stubGlobal('navigator', { locks: { request } })
  vi.stubGlobal('fetch', fetch)
  await idbOutboxStore().post(OWNER, publish('a'))
  const flushing = flushInWorker()
  await until(() => isAsked || fetch.mock.calls.length > 0)
  expect(fetch).not.toHaveBeenCalled()
  letGo()
  await expect(flushing).rejects.toThrow('left to send') // so that the browser calls again
  expect(fetch).toHaveBeenCalledOnce()
  expect(await idbOutboxStore().read('open')).toMatchObject([{ state: 'queued', sends: 1 }])
})
