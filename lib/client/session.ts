import type { CastListing, MeAnswer } from '../shared/new-cast.ts'
import { retryDelay } from '../shared/retry-delay.ts'
import { askServer, isRecord } from './ask-server.ts'
import { type DeviceStorage, keep, keptAs, letGo, readKept } from './kept.ts'
import type { Clock } from './live/clock.ts'
import type { Answer } from './live/read-answer.ts'
import type { KeptCasts } from './reading/kept-casts.ts'

/**
 * Who is at this device, as far as it knows. `last`: who was signed in here last; their unsent text is still on it. `casts`: theirs, as they were
 * last listed, as long as the server does not say otherwise.
 */
export type Session =
  | { state: 'asking'; last: Person | null; casts: readonly CastListing[] }
  | { state: 'unreachable'; last: Person | null; casts: readonly CastListing[] }
  | { state: 'signed_out'; last: Person | null }
  | { state: 'signed_in'; me: Person; casts: readonly CastListing[]; next: number | null }

export interface Person {
  id: string
  name: string
}

export interface SessionStore {
  session(): Session
  subscribe(listener: () => void): () => void
  /** Asks the server who is signed in. A server that does not answer ends no session. */
  refresh(): Promise<void>
  /** The next page of the person's casts. */
  loadMore(): Promise<void>
  /** After a sign-out: what is unsent stays, and is shown again to the same person only. Resolves when the private copies are gone, as far as this device does it. */
  forget(): Promise<void>
}

export interface SessionParts {
  storage: DeviceStorage
  kept: Pick<KeptCasts, 'readListing' | 'keepListing' | 'forgetPrivate'>
  clock: Clock
  random(): number
}

export function openSession({ storage, kept, clock, random }: SessionParts, ask = askMe): SessionStore {
  let session: Session = { state: 'asking', last: lastPerson(storage), casts: [] }
  let attempt = 0
  let cancelRetry = () => {}
  /** Raised by signing out: what was asked before says nothing about who is here now. */
  let age = 0
  const listeners = new Set<() => void>()

  function show(next: Session): void {
    session = next
    for (const listener of listeners) listener()
  }

  async function refresh(): Promise<void> {
    const asked = age
    const answer = await ask(null)
    if (asked !== age) return
    const next = nextSession(session, answer)
    planRetry(answer.kind === 'answer')
    if (next === session) return
    show(next)
    remember(next)
  }

  function remember(next: Session): void {
    if (next.state === 'signed_out') void kept.forgetPrivate() // never rejects
    if (next.state !== 'signed_in') return
    keep(storage, keptAs.person, next.me) // a device that keeps nothing asks again each time
    void kept.keepListing({ person: next.me, casts: next.casts, next: next.next, listedAt: clock.now() }) // as above
  }

  /** What is shown until the server answers. */
  async function readKeptListing(): Promise<void> {
    const listing = await kept.readListing(personOf(session)?.id ?? null)
    if (listing === null || (session.state !== 'asking' && session.state !== 'unreachable')) return
    show({ ...session, last: session.last ?? listing.person, casts: listing.casts })
  }

  function planRetry(isAnswered: boolean): void {
    cancelRetry()
    attempt = isAnswered ? 0 : attempt + 1
    if (!isAnswered) cancelRetry = clock.after(retryDelay(attempt, random), () => void refresh()) // never throws: `ask` does not
  }

  async function loadMore(): Promise<void> {
    if (session.state !== 'signed_in' || session.next === null) return
    const asked = age
    const answer = await ask(session.next)
    if (answer.kind === 'answer' && asked === age) show(withMore(session, answer.body))
  }

  void readKeptListing() // as above
  return {
    session: () => session,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    loadMore,
    forget() {
      age += 1
      cancelRetry()
      letGo(storage, keptAs.person)
      show({ state: 'signed_out', last: null })
      return kept.forgetPrivate() // as above
    },
  }
}

/** The person's casts, as far as they are known. */
export function castsOf(session: Session): readonly CastListing[] {
  return session.state === 'signed_out' ? [] : session.casts
}

/** The person that is signed in, or was last. */
export function personOf(session: Session): Person | null {
  return session.state === 'signed_in' ? session.me : session.last
}

/** Who was signed in here last; null on a device that kept nothing. */
export function lastPerson(storage: DeviceStorage): Person | null {
  const kept = readKept(storage, keptAs.person)
  return isRecord(kept) && typeof kept.id === 'string' && typeof kept.name === 'string'
    ? { id: kept.id, name: kept.name }
    : null
}

/** Pure; the same session when nothing changes. */
function nextSession(session: Session, answer: Answer<MeAnswer>): Session {
  if (answer.kind !== 'answer') {
    return session.state === 'asking' ? { ...session, state: 'unreachable' } : session
  }
  const { me, casts, next } = answer.body
  return me === null ? { state: 'signed_out', last: personOf(session) } : { state: 'signed_in', me, casts, next }
}

function withMore(session: Session, { me, casts, next }: MeAnswer): Session {
  if (session.state !== 'signed_in' || me?.id !== session.me.id) return session
  const known = new Set(session.casts.map(cast => cast.id))
  return { ...session, casts: [...session.casts, ...casts.filter(cast => !known.has(cast.id))], next }
}

function askMe(before: number | null): Promise<Answer<MeAnswer>> {
  // Asked once: on a dead network the connections that a browser gives us are for posts and readers.
  const path = before === null ? '/api/me' : `/api/me?before=${before}`
  return askServer({ path, isOurs: isMeAnswer, isRepeatable: false })
}

function isMeAnswer(body: unknown): body is MeAnswer {
  return isRecord(body) && 'me' in body && Array.isArray(body.casts)
}
