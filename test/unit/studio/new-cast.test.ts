import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import type { SlugAnswer } from '../../../lib/client/new-cast/ask-new-cast.ts'
import { linkOf, PAST_START } from '../../../lib/client/new-cast/new-cast-form.ts'
import { openNewCast } from '../../../lib/client/new-cast/open-new-cast.ts'
import type { NewCast } from '../../../lib/shared/new-cast.ts'
import { deviceStorage } from '../../support/device-storage.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** A phone with the form, and a server that answers as it is told. */
function arrange() {
  const clock = virtualClock(Date.parse('2026-06-13T10:51:00Z'))
  const storage = deviceStorage()
  const asked: NewCast[] = []
  const checked: string[] = []
  const server: { slug: Answer<SlugAnswer> | 'silent'; isFull: boolean } = {
    slug: { kind: 'answer', body: { free: true } },
    isFull: false,
  }
  let ids = 0
  const open = () =>
    openNewCast({
      person: 'tomek',
      storage,
      clock,
      made: { id: `cast-${++ids}`, timeZone: 'Europe/Warsaw', lang: 'pl' },
      async askSlug({ slug }) {
        checked.push(slug)
        return server.slug === 'silent' ? new Promise(() => {}) : server.slug
      },
      async start(cast) {
        if (server.isFull) throw new DOMException('full', 'QuotaExceededError')
        asked.push(cast)
      },
    })
  return { clock, asked, checked, server, open }
}

describe('the form of a new cast', () => {
  it('makes the link from the title until the link is edited by hand', () => {
    const store = arrange().open()
    store.change({ title: 'Burek’s first birthday' })
    expect(linkOf(store.state().form)).toBe('bureks-first-birthday')
    store.change({ slug: 'burek' })
    store.change({ title: 'Burek’s second birthday' })
    expect(linkOf(store.state().form)).toBe('burek')
  })

  it('checks the link once, 400 ms after typing stops, and offers one that is free', async () => {
    const phone = arrange()
    phone.server.slug = { kind: 'answer', body: { free: false, suggestion: 'bureks-first-birthday' } }
    const store = phone.open()
    store.change({ slug: 'bur' })
    await phone.clock.advance(399)
    store.change({ slug: 'burek' })
    await phone.clock.advance(399)
    expect(phone.checked).toEqual([])
    await phone.clock.advance(1)
    expect(phone.checked).toEqual(['burek'])
    expect(store.state()).toMatchObject({
      problems: { slug: '“burek” is taken by another cast.' },
      suggestion: 'bureks-first-birthday',
    })
    store.change({ slug: 'bureks-first-birthday' })
    expect(store.state()).toMatchObject({ problems: {}, suggestion: null })
  })

  it('says what is wrong under each field, and asks nothing', () => {
    const phone = arrange()
    const store = phone.open()
    store.change({ slug: 'Burek & friends', time: '13:00' })
    store.create()
    expect(store.state()).toMatchObject({
      problems: {
        title: 'Give the cast a title.',
        slug: expect.stringContaining('small letters'),
        start: expect.stringContaining('day'),
      },
    })
    expect(phone.asked).toEqual([])
  })

  it('leaves the link to the server when the title cannot be spelled as one', async () => {
    const phone = arrange()
    const store = phone.open()
    store.change({ title: '誕生日' })
    store.create()
    await phone.clock.advance(0)
    expect(phone.asked[0]).not.toHaveProperty('slug')
  })

  it('sends the start as a moment on the clocks of its zone', async () => {
    const phone = arrange()
    const store = phone.open()
    store.change({ title: 'Party', date: '2026-06-13', time: '13:00' })
    store.create()
    await phone.clock.advance(0)
    expect(phone.asked).toMatchObject([{ startsAt: '2026-06-13T11:00:00.000Z', timeZone: 'Europe/Warsaw', lang: 'pl' }])
  })

  it('asks before it starts in the past, and starts now on request', async () => {
    const phone = arrange()
    const store = phone.open()
    store.change({ title: 'Party', date: '2026-06-13', time: '12:00' })
    store.create()
    expect(store.state()).toMatchObject({ problems: { start: PAST_START } })
    store.startNow()
    await phone.clock.advance(0)
    expect(phone.asked).toMatchObject([{ startsAt: '2026-06-13T10:51:00.000Z' }])
    expect(store.state().state).toBe('made')
  })

  it('keeps what is typed, with its id, until the cast is made', async () => {
    const phone = arrange()
    phone.open().change({ title: 'Party' })
    const store = phone.open()
    expect(store.state().form).toMatchObject({ id: 'cast-1', title: 'Party' })
    store.create()
    await phone.clock.advance(0)
    expect(phone.open().state().form).toMatchObject({ id: 'cast-3', title: '' })
  })

  it('goes back to typing when the link turns out to be taken, and waits for no answer longer than 3 s', async () => {
    const phone = arrange()
    phone.server.slug = { kind: 'answer', body: { free: false, suggestion: 'party-2' } }
    const store = phone.open()
    store.change({ title: 'Party' })
    store.create()
    await phone.clock.advance(0)
    expect(store.state()).toMatchObject({
      state: 'typing',
      problems: { slug: '“party” is taken by another cast.' },
      suggestion: 'party-2',
    })
    phone.server.slug = 'silent'
    store.create()
    await phone.clock.advance(2_999)
    expect(phone.asked).toEqual([])
    await phone.clock.advance(1)
    expect(phone.asked).toMatchObject([{ id: 'cast-1', slug: 'party' }])
    expect(store.state().state).toBe('made')
  })

  it('stays as it is when the phone cannot keep the cast, and says so (invariant 8)', async () => {
    const phone = arrange()
    phone.server.isFull = true
    const store = phone.open()
    store.change({ title: 'Party' })
    store.create()
    await phone.clock.advance(0)
    expect(store.state()).toMatchObject({
      state: 'typing',
      form: { title: 'Party' },
      general: expect.stringContaining('could not keep'),
    })
    phone.server.isFull = false
    store.create()
    await phone.clock.advance(0)
    expect(phone.asked).toMatchObject([{ id: 'cast-1', title: 'Party' }])
  })
})
