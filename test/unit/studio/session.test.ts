import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import type { Listing } from '../../../lib/client/reading/reading-db.ts'
import { castsOf, openSession, personOf } from '../../../lib/client/session.ts'
import type { CastListing, MeAnswer } from '../../../lib/shared/new-cast.ts'
import { deviceStorage } from '../../support/device-storage.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

const TOMEK = { id: 'person-1', name: 'Tomek' }
const signedIn: Answer<MeAnswer> = { kind: 'answer', body: { me: TOMEK, casts: [], next: null } }
const signedOut: Answer<MeAnswer> = { kind: 'answer', body: { me: null, casts: [], next: null } }

function arrange() {
  const listings = new Map<string, Listing>()
  const kept = {
    forgets: 0,
    readListing: async (person: string | null) => listings.get(person ?? '') ?? [...listings.values()].at(-1) ?? null,
    keepListing: async (listing: Listing) => void listings.set(listing.person.id, listing),
    async forgetPrivate() {
      kept.forgets += 1
      listings.clear()
    },
  }
  const parts = { storage: deviceStorage(), kept, clock: virtualClock(), random: () => 0.5 }
  const server = { answer: signedIn }
  return { ...parts, server, open: () => openSession(parts, async () => server.answer) }
}

describe('the session', () => {
  it('is what the server says', async () => {
    const store = arrange().open()
    await store.refresh()
    expect(store.session()).toMatchObject({ state: 'signed_in', me: TOMEK })
  })

  it('remembers who was here when the server no longer knows them, so that their text is shown to them', async () => {
    const phone = arrange()
    await phone.open().refresh()
    phone.server.answer = signedOut
    const store = phone.open()
    await store.refresh()
    expect(store.session()).toEqual({ state: 'signed_out', last: TOMEK })
    expect(phone.kept.forgets).toBe(1)
  })

  it('does not end because the server cannot be reached', async () => {
    const phone = arrange()
    const store = phone.open()
    await store.refresh()
    phone.server.answer = { kind: 'trouble' }
    await store.refresh()
    expect(store.session().state).toBe('signed_in')
  })

  it('knows the last person while the server does not answer, and asks again by itself', async () => {
    const phone = arrange()
    await phone.open().refresh()
    phone.server.answer = { kind: 'trouble' }
    const store = phone.open()
    await store.refresh()
    expect(store.session().state).toBe('unreachable')
    expect(personOf(store.session())).toEqual(TOMEK)
    phone.server.answer = signedIn
    await phone.clock.advance(2_000)
    expect(store.session().state).toBe('signed_in')
  })

  it('shows the casts that were last listed until the server answers, and none of them once it says that nobody is signed in', async () => {
    const phone = arrange()
    const casts = [{ id: 'cast-1', title: 'Regatta' }] as CastListing[]
    phone.server.answer = { kind: 'answer', body: { me: TOMEK, casts, next: null } }
    await phone.open().refresh()
    phone.server.answer = { kind: 'trouble' }
    const store = phone.open()
    await phone.clock.advance(0)
    expect(castsOf(store.session())).toEqual(casts)
    await store.refresh()
    expect(castsOf(store.session())).toEqual(casts)
    phone.server.answer = signedOut
    await store.refresh()
    expect(castsOf(store.session())).toEqual([])
    await phone.clock.advance(0)
    expect(castsOf(phone.open().session())).toEqual([])
  })

  it('knows who was here from what they last listed, when the rest of the browser’s memory was lost', async () => {
    const phone = arrange()
    await phone.open().refresh()
    phone.server.answer = { kind: 'trouble' }
    phone.storage.removeItem('pushercast.person')
    const store = phone.open()
    await phone.clock.advance(0)
    expect(personOf(store.session())).toEqual(TOMEK)
  })

  it('is not brought back by an answer to what was asked before the sign-out', async () => {
    const phone = arrange()
    const store = phone.open()
    await store.refresh()
    const late = store.refresh()
    await store.forget()
    await late
    expect(store.session()).toEqual({ state: 'signed_out', last: null })
    expect(personOf(phone.open().session())).toBeNull()
  })

  it('forgets who was here after a sign-out', async () => {
    const phone = arrange()
    const store = phone.open()
    await store.refresh()
    store.forget()
    expect(personOf(store.session())).toBeNull()
    expect(phone.kept.forgets).toBe(1)
    expect(personOf(phone.open().session())).toBeNull()
  })
})
