import { describe, expect, it } from 'vitest'
import { lastWords } from '../../../lib/client/composer/last-words.ts'
import { openComposer } from '../../../lib/client/composer/open-composer.ts'
import type { OutboxNews } from '../../../lib/client/outbox/outbox-news.ts'
import type { OutboxStore } from '../../../lib/client/outbox/outbox-store.ts'
import { tellingStore } from '../../../lib/client/outbox/telling-store.ts'
import type { SharedStore } from '../../../lib/client/shared-in/shared-store.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { deviceStorage } from '../../support/device-storage.ts'
import { fakeSignals } from '../../support/fake-signals.ts'
import { OWNER } from '../../support/outbox-entries.ts'
import { newDevice, newOutboxStore } from '../../support/outbox-store.ts'
import { until } from '../../support/until.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** A phone, and tabs of its browser. */
function arrange() {
  const device = newDevice()
  const clock = virtualClock()
  const kept = newOutboxStore(device)
  const storage = deviceStorage()
  const tabs: { hear(): void }[] = []
  const posted = async () =>
    (await kept.read(OWNER)).map(({ ask }) => (ask.type === 'publish' ? [ask.post.text, ask.post.key] : []))

  function open() {
    const listeners = new Set<(news: { isOwn: boolean }) => void>()
    const tab = {
      hear() {
        for (const listener of listeners) listener({ isOwn: false })
      },
    }
    tabs.push(tab)
    const news: OutboxNews = {
      tell() {
        for (const other of tabs) if (other !== tab) other.hear()
      },
      onNews(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    }
    const own = newOutboxStore(device)
    const trouble: { store: Partial<OutboxStore & SharedStore> } = { store: {} }
    const store = new Proxy(own, {
      get: (target, name) => Reflect.get(trouble.store, name) ?? Reflect.get(target, name),
    })
    const signals = fakeSignals()
    let posts = 0
    const composer = openComposer({
      owner: OWNER,
      store: tellingStore(store, news),
      news,
      signals: signals.port,
      lastWords: lastWords(storage, OWNER),
      clock,
      newId,
      onPosted: () => {
        posts += 1
      },
    })
    const stop = composer.start()
    const typed = () => composer.composing().draft.typed
    return {
      composer,
      signals,
      stop,
      trouble,
      typed,
      posts: () => posts,
      shows: (text: string) =>
        until(
          () => typed() === text,
          () => `"${text}", shown is "${typed()}"`,
        ),
    }
  }

  return { clock, kept, storage, open, posted, draft: async () => (await kept.readDraft(OWNER))?.typed ?? null }
}

describe('the composer', () => {
  it('keeps what is typed a moment later, and at once when the page goes out of sight (invariant 8)', async () => {
    const phone = arrange()
    const tab = phone.open()
    tab.composer.type('Cake')
    await phone.clock.advance(299)
    expect(await phone.draft()).toBeNull()
    await phone.clock.advance(1)
    await until(async () => (await phone.draft()) === 'Cake')
    tab.composer.type('Cake is here')
    tab.signals.unseen()
    await until(async () => (await phone.draft()) === 'Cake is here')
    await phone.open().shows('Cake is here')
  })

  it('keeps what its page had no time to save any more, unless that was posted (invariants 1 and 8)', async () => {
    const phone = arrange()
    const gone = phone.open()
    gone.trouble.store.saveDraft = () => new Promise(() => {})
    gone.composer.type('Cake is here')
    gone.signals.unseen()
    const tab = phone.open()
    await tab.shows('Cake is here')
    await phone.clock.advance(300)
    await until(async () => (await phone.draft()) === 'Cake is here')
    expect(lastWords(phone.storage, OWNER).read()).toBeNull()
    gone.signals.unseen()
    tab.composer.post()
    await tab.shows('')
    lastWords(phone.storage, OWNER).write(gone.composer.composing().draft) // it came back from a cache, and went
    const late = phone.open()
    await late.shows('Cake is here')
    await phone.clock.advance(300)
    await late.shows('')
    expect(await phone.posted()).toHaveLength(1)
  })

  it('puts a post into the outbox once, and lets go of its text only then (invariants 1 and 8)', async () => {
    const phone = arrange()
    const tab = phone.open()
    const { written, finish } = gate()
    tab.trouble.store.post = async (...args) => {
      await written
      return phone.kept.post(...args)
    }
    tab.composer.type('Cake')
    tab.composer.post()
    tab.composer.post()
    await phone.clock.advance(1_000)
    expect(tab.typed()).toBe('Cake')
    finish()
    await tab.shows('')
    expect(await phone.posted()).toEqual([['Cake', null]])
    expect(await phone.draft()).toBeNull()
    expect(tab.posts()).toBe(1)
    tab.composer.post() // the thumb’s second tap
    expect(tab.composer.composing().problem).toBeNull()
  })

  it('keeps every letter that is typed while a post is being put there: it is the next draft', async () => {
    const phone = arrange()
    const tab = phone.open()
    tab.composer.type('Cake')
    tab.composer.post()
    tab.composer.type('Cake More')
    await tab.shows('More')
    await phone.clock.advance(0)
    await until(async () => (await phone.draft()) === 'More')
    expect(await phone.posted()).toEqual([['Cake', null]])
    tab.composer.post()
    await tab.shows('')
    expect(await phone.posted()).toEqual([
      ['Cake', null],
      ['More', null],
    ])
  })

  it('keeps the text on the screen when the phone cannot keep it, says so, and tries again (invariant 8)', async () => {
    const phone = arrange()
    const tab = phone.open()
    const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    tab.trouble.store = { saveDraft: full, post: full }
    tab.composer.type('Cake')
    await phone.clock.advance(300)
    await until(() => tab.composer.composing().keeping === 'failed')
    tab.composer.post()
    await until(() => tab.composer.composing().problem === 'not kept')
    expect(tab.typed()).toBe('Cake')
    expect(await phone.posted()).toEqual([])
    tab.trouble.store = {}
    await phone.clock.advance(2_000)
    await until(() => tab.composer.composing().keeping === 'kept')
    expect(await phone.draft()).toBe('Cake')
    tab.composer.post()
    await tab.shows('')
    expect(await phone.posted()).toHaveLength(1)
  })

  it('says what is missing, and posts nothing too long', async () => {
    const { composer } = arrange().open()
    composer.post()
    expect(composer.composing().problem).toBe('empty')
    composer.type('x'.repeat(10_001))
    composer.post()
    expect(composer.composing()).toMatchObject({ draft: { typed: 'x'.repeat(10_001) }, problem: null })
  })

  it('makes a key moment of the first line, once', async () => {
    const phone = arrange()
    const tab = phone.open()
    tab.composer.type('Cake\nIt is big.')
    tab.composer.toggleKey()
    tab.composer.post()
    await tab.shows('')
    expect(await phone.posted()).toEqual([['It is big.', 'Cake']])
    expect(tab.composer.composing().draft.isKey).toBe(false)
  })

  it('puts what was typed too early behind what the phone had kept', async () => {
    const phone = arrange()
    const before = phone.open()
    before.composer.type('Cake is ')
    before.signals.unseen()
    await until(async () => (await phone.draft()) === 'Cake is ')
    before.stop()
    const tab = phone.open()
    tab.composer.type('here')
    await tab.shows('Cake is here')
  })
})

describe('two tabs', () => {
  it('show one text, and none of them keeps it after the other has posted it', async () => {
    const phone = arrange()
    const [here, there] = [phone.open(), phone.open()]
    here.composer.type('Cake')
    await phone.clock.advance(300)
    await there.shows('Cake')
    there.composer.post()
    await here.shows('')
    expect(await phone.posted()).toHaveLength(1)
    here.composer.type('Next')
    here.composer.post()
    await here.shows('')
    expect(await phone.posted()).toHaveLength(2)
  })

  it('lose nothing when both are typed into at once: the second waits until the place is free', async () => {
    const phone = arrange()
    const [here, there] = [phone.open(), phone.open()]
    here.composer.type('mine')
    there.composer.type('theirs')
    await phone.clock.advance(300)
    const taken = () => [here, there].filter(({ composer }) => composer.composing().keeping === 'taken')
    await until(() => taken().length === 1)
    expect([here.typed(), there.typed()]).toEqual(['mine', 'theirs'])
    const [second] = taken()
    const first = second === here ? there : here
    first.composer.post()
    await first.shows('')
    await phone.clock.advance(300)
    await until(() => second?.composer.composing().keeping === 'kept')
    expect(await phone.draft()).toBe(second?.typed())
  })

  it('lose no letter when one posts what the other goes on with', async () => {
    const phone = arrange()
    const [here, there] = [phone.open(), phone.open()]
    here.composer.type('Cake')
    await phone.clock.advance(300)
    await there.shows('Cake')
    there.composer.type('Cake is here')
    here.composer.post()
    await here.shows('')
    await phone.clock.advance(300)
    await there.shows('is here')
    expect(await phone.posted()).toEqual([['Cake', null]])
  })
})

describe('what another app has shared', () => {
  const part = (text: string) => ({ of: { id: newId(), text, files: [] }, photos: [], left: [] })

  it('comes behind what is typed, in one step with its going from where it waited', async () => {
    const phone = arrange()
    const tab = phone.open()
    const shared = part('https://example.org/cake')
    await phone.kept.keepShared(shared.of)
    tab.composer.type('Cake')
    await tab.composer.addShared(shared)
    expect(tab.typed()).toBe('Cake\nhttps://example.org/cake')
    expect(await phone.draft()).toBe(tab.typed())
    expect(await phone.kept.readShared()).toEqual([])
  })

  it('is added once, however many tabs add it', async () => {
    const phone = arrange()
    const [one, other] = [phone.open(), phone.open()]
    const shared = part('Cake')
    await phone.kept.keepShared(shared.of)
    await Promise.all([
      one.composer.addShared(shared),
      other.composer.addShared(shared),
      one.composer.addShared(shared),
    ])
    await Promise.all([one.shows('Cake'), other.shows('Cake')])
    expect(await phone.draft()).toBe('Cake')
  })

  it('loses no letter that is typed meanwhile, and is in no post that was on its way', async () => {
    const phone = arrange()
    const tab = phone.open()
    const shared = part('shared')
    await phone.kept.keepShared(shared.of)
    const { written, finish } = gate()
    let isAsked = false
    tab.trouble.store.addShared = async (...args) => {
      isAsked = true
      await written
      return phone.kept.addShared(...args)
    }
    tab.composer.type('posted')
    tab.composer.post()
    const adding = tab.composer.addShared(shared)
    await until(() => isAsked)
    tab.composer.type('typed')
    tab.composer.post() // waits: what is shared belongs to it
    finish()
    await adding
    await tab.shows('')
    expect(await phone.posted()).toEqual([
      ['posted', null],
      ['typed\nshared', null],
    ])
  })

  it('stays where it waits when the device cannot keep it, or another tab has a text of its own', async () => {
    const phone = arrange()
    const [one, other] = [phone.open(), phone.open()]
    const shared = part('shared')
    await phone.kept.keepShared(shared.of)
    one.trouble.store.addShared = () => Promise.reject(new Error('full'))
    one.composer.type('mine')
    await expect(one.composer.addShared(shared)).rejects.toThrow('full')
    expect(one.typed()).toBe('mine')
    other.composer.type('theirs')
    one.signals.unseen()
    await until(async () => (await phone.draft()) === 'mine')
    await other.composer.addShared(shared)
    expect([other.typed(), other.composer.composing().keeping]).toEqual(['theirs', 'taken'])
    expect(await phone.kept.readShared()).toMatchObject([{ text: 'shared' }])
  })

  it('is nothing to a composer that is gone: it waits on, and no newer text is written over', async () => {
    const phone = arrange()
    const gone = phone.open()
    const shared = part('shared')
    await phone.kept.keepShared(shared.of)
    gone.composer.type('mine')
    gone.stop()
    await until(async () => (await phone.draft()) === 'mine')
    const tab = phone.open()
    await tab.shows('mine')
    await gone.composer.addShared(shared)
    expect([await phone.draft(), (await phone.kept.readShared()).length]).toEqual(['mine', 1])
  })

  it('and what is typed while it is added survive the end of the page before it has an answer (invariant 8)', async () => {
    const phone = arrange()
    const gone = phone.open()
    const shared = part('shared')
    await phone.kept.keepShared(shared.of)
    let isKept = false
    gone.trouble.store.addShared = async (...args) => {
      await phone.kept.addShared(...args)
      isKept = true
      return new Promise(() => {}) // the page ends before it hears of it
    }
    gone.composer.type('mi')
    void gone.composer.addShared(shared)
    await until(() => isKept)
    gone.composer.type('mine')
    gone.signals.unseen()
    await phone.open().shows('mine\nshared')
  })
})

/** Something that lasts until it is told to end. */
function gate() {
  let finish = () => {}
  const written = new Promise<void>(resolve => {
    finish = resolve
  })
  return { written, finish: () => finish() }
}
