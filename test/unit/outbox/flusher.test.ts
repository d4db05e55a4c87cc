import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import { type FlushLock, leaseFlushLock, webFlushLock } from '../../../lib/client/outbox/flush-lock.ts'
import { openFlusher } from '../../../lib/client/outbox/open-flusher.ts'
import { flushLock } from '../../../lib/client/outbox/open-outbox.ts'
import { releaseSignedOut } from '../../../lib/client/outbox/release-held.ts'
import type { Op, OpsAnswer } from '../../../lib/shared/op.ts'
import { fakeSignals } from '../../support/fake-signals.ts'
import { OWNER, publish } from '../../support/outbox-entries.ts'
import { newDevice, newOutboxStore } from '../../support/outbox-store.ts'
import { until } from '../../support/until.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** A phone whose tabs send to a server that takes everything, unless told otherwise. */
function arrange() {
  const clock = virtualClock()
  const device = newDevice()
  const store = newOutboxStore(device)
  const server = {
    says: null as Answer<OpsAnswer> | null,
    /** Answers are kept back while it is set. */
    held: null as Promise<void> | null,
    asked: [] as string[][],
    atOnce: 0,
    most: 0,
    log: [] as string[],
  }
  async function sendOps({ ops }: { ops: Op[] }, stopped: AbortSignal): Promise<Answer<OpsAnswer>> {
    server.asked.push(ops.map(op => (op.type === 'publish' ? op.post.text : op.type)))
    server.atOnce += 1
    server.most = Math.max(server.most, server.atOnce)
    const aborted = new Promise<void>(resolve => stopped.addEventListener('abort', () => resolve()))
    if (server.held) await Promise.race([server.held, aborted])
    else await Promise.resolve()
    server.atOnce -= 1
    if (stopped.aborted) return { kind: 'trouble' }
    if (server.says) return server.says
    const results = ops.map(({ op }) => {
      if (!server.log.includes(op)) server.log.push(op)
      return { op, status: 'applied' as const, rev: server.log.indexOf(op) + 1, tip: '00000000' }
    })
    return { kind: 'answer', body: { rev: server.log.length, tip: '00000000', pushed: null, results } }
  }
  const locks = fakeLocks()
  function open(lock: FlushLock = webFlushLock(locks)) {
    const signals = fakeSignals()
    const flusher = openFlusher({
      store: newOutboxStore(device),
      lock,
      clock,
      signals: signals.port,
      random: () => 1,
      sendOps,
      startCast: async () => ({ kind: 'trouble' }),
      onAnswer() {},
    })
    return { ...flusher, signals }
  }
  const states = async () => (await store.read(OWNER)).map(({ state }) => state)
  const allSent = () => until(async () => (await store.read('open')).length === 0)
  return {
    clock,
    device,
    store,
    server,
    open,
    states,
    allSent,
    post: (text: string) => store.post(OWNER, publish(text)),
  }
}

/** As much of Web Locks as we use: one holder at a time, in the order of asking. Source: https://w3c.github.io/web-locks/ */
function fakeLocks(): Pick<LockManager, 'request'> {
  let tail: Promise<unknown> = Promise.resolve()
  const request = async (_name: string, { signal }: LockOptions, work: () => Promise<void>) => {
    const aborted = new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
    const turn = tail
    let done = () => {}
    tail = turn.then(
      () =>
        new Promise<void>(resolve => {
          done = resolve
        }),
    )
    await Promise.race([turn.then(() => new Promise(resolve => setImmediate(resolve))), aborted]).catch(error => {
      void turn.then(() => setImmediate(() => done()))
      throw error
    })
    try {
      return await work()
    } finally {
      done()
    }
  }
  return { request } as Pick<LockManager, 'request'> // the one of its forms that we use
}

describe('what sends the outbox', () => {
  it('sends what was there before, at the start', async () => {
    const phone = arrange()
    await phone.post('a')
    await phone.post('b')
    phone.open().start()
    await phone.allSent()
    expect(phone.server.asked).toEqual([['a', 'b']])
  })

  it.each(['wake', 'online again'] as const)('goes on at once on %s, not when its time has come', async how => {
    const phone = arrange()
    phone.server.says = { kind: 'trouble' }
    await phone.post('a')
    const tab = phone.open()
    tab.start()
    await until(() => phone.server.asked.length === 1)
    await until(async () => (await phone.states())[0] === 'queued')
    phone.server.says = null
    if (how === 'wake') tab.wake()
    else tab.signals.wake()
    await phone.allSent()
    expect(phone.server.log).toHaveLength(1)
  })

  it('goes on by itself within 2 s where no server was', async () => {
    const phone = arrange()
    phone.server.says = { kind: 'trouble' }
    await phone.post('a')
    phone.open().start()
    await until(() => phone.server.asked.length === 1)
    await until(async () => (await phone.states())[0] === 'queued')
    for (let seconds = 0; seconds < 20; seconds += 2) await phone.clock.advance(2_000)
    await until(() => phone.server.asked.length >= 8)
    phone.server.says = null
    await phone.clock.advance(2_000)
    await phone.allSent()
  })

  it('waits as long as the server asks, unless the person says Retry', async () => {
    const phone = arrange()
    phone.server.says = { kind: 'refused', error: { code: 'too_many', message: '', retryAfter: 60 } }
    await phone.post('a')
    const tab = phone.open()
    tab.start()
    await until(() => phone.server.asked.length === 1)
    await until(async () => (await phone.states())[0] === 'queued')
    phone.server.says = null
    tab.wake()
    await phone.clock.advance(30_000)
    expect(await phone.states()).toEqual(['queued'])
    tab.retry()
    await phone.allSent()
  })

  it('sends what was posted while a request was out, behind it (invariant 2)', async () => {
    const phone = arrange()
    let letGo = () => {}
    phone.server.held = new Promise(resolve => {
      letGo = resolve
    })
    await phone.post('a')
    const tab = phone.open()
    tab.start()
    await until(() => phone.server.asked.length === 1)
    await phone.post('b')
    tab.wake()
    expect(phone.server.asked).toEqual([['a']])
    phone.server.held = null
    letGo()
    await phone.allSent()
    expect(phone.server.asked).toEqual([['a'], ['b']])
  })

  it('pauses for a sign-in, and goes on with all of it in order afterwards', async () => {
    const phone = arrange()
    phone.server.says = { kind: 'refused', error: { code: 'signed_out', message: '' } }
    await phone.post('a')
    const tab = phone.open()
    tab.start()
    await until(async () => (await phone.states())[0] === 'held')
    await phone.post('b')
    tab.wake()
    await phone.clock.advance(60_000)
    expect(phone.server.asked).toEqual([['a']])
    phone.server.says = null
    await phone.store.update('open', entries => releaseSignedOut(entries, OWNER.person))
    tab.wake()
    await phone.allSent()
    expect(phone.server.asked).toEqual([['a'], ['a', 'b']])
  })

  it('lets go of everything when its page goes into the browser’s cache, and goes on when it comes back', async () => {
    const phone = arrange()
    phone.server.held = new Promise(() => {})
    await phone.post('a')
    const [away, here] = [phone.open(), phone.open()]
    away.start()
    await until(() => phone.server.asked.length === 1)
    away.signals.hide()
    phone.server.held = null
    here.start()
    await phone.allSent()
    await phone.post('b')
    away.signals.wake()
    await phone.allSent()
    expect(phone.server.log).toHaveLength(2)
  })

  it('is one at a time over all tabs', async () => {
    const phone = arrange()
    const tabs = [phone.open(), phone.open(), phone.open()]
    for (const tab of tabs) tab.start()
    for (let number = 0; number < 20; number += 1) {
      await phone.post(`${number}`)
      for (const tab of tabs) tab.wake()
    }
    await phone.allSent()
    expect(phone.server.most).toBe(1)
    expect(phone.server.asked.flat()).toHaveLength(20)
  })

  it('is one at a time without Web Locks too, and takes over from a tab that died', async () => {
    const phone = arrange()
    const lease = (holder: string) => leaseFlushLock(newOutboxStore(phone.device), { clock: phone.clock, holder })
    phone.server.held = new Promise(() => {})
    await phone.post('a')
    const dead = phone.open(lease('dead'))
    dead.start()
    await until(() => phone.server.asked.length === 1)
    await phone.store.takeLease({
      name: 'pushercast-flush',
      holder: 'dead',
      since: phone.clock.now(),
      until: phone.clock.now() + 15_000,
    })
    dead.signals.hide() // its renewals stop with it, its lease stands
    await until(async () => (await phone.states())[0] === 'queued')
    await phone.store.takeLease({
      name: 'pushercast-flush',
      holder: 'dead',
      since: phone.clock.now(),
      until: phone.clock.now() + 15_000,
    })
    phone.server.held = null
    phone.open(lease('alive')).start()
    await phone.clock.advance(10_000)
    expect(phone.server.asked).toHaveLength(1)
    for (let step = 0; step < 12; step += 1) await phone.clock.advance(500)
    await phone.allSent()
    expect(phone.server.log).toHaveLength(1)
  })

  it('holds a lease for as long as its request is out, however long that is', async () => {
    const phone = arrange()
    const lease = (holder: string) => leaseFlushLock(newOutboxStore(phone.device), { clock: phone.clock, holder })
    phone.server.held = new Promise(() => {})
    await phone.post('a')
    phone.open(lease('first')).start()
    await until(() => phone.server.asked.length === 1)
    phone.open(lease('second')).start()
    for (let step = 0; step < 80; step += 1) await phone.clock.advance(500)
    expect(phone.server.asked).toHaveLength(1)
  })

  it('is by Web Locks where there are any, else by a lease', async () => {
    const asked: string[] = []
    const leases = {
      takeLease: async () => asked.push('lease') > 0,
      endLease: async () => void asked.push('lease ended'),
    }
    const work = async () => void asked.push('work')
    const locks = {
      async request(name: string, _: unknown, run: () => Promise<void>) {
        asked.push(name)
        await run()
      },
    }
    onTestFinished(() => {
      vi.unstubAllGlobals()
    })
    vi.stubGlobal('navigator', { locks })
    await flushLock(leases, virtualClock()).run(work, AbortSignal.abort())
    vi.stubGlobal('navigator', {})
    await flushLock(leases, virtualClock()).run(work, AbortSignal.abort())
    expect(asked).toEqual(['pushercast-flush', 'work', 'lease', 'work', 'lease ended'])
  })
})
