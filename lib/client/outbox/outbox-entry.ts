import type { FailureCode } from '../../shared/failures.ts'
import type { NewCast } from '../../shared/new-cast.ts'
import type { Op } from '../../shared/op.ts'

/** Whose outbox, and of which cast; both by id. */
export interface Owner {
  person: string
  cast: string
}

/** What a device wants of the server: a change of a cast, or the cast itself. A start is known by the cast's id, as an op is by its own. */
export type Ask = Op | StartCast
export interface StartCast {
  op: string
  type: 'start'
  cast: NewCast
  /** The link that was asked for, where it was taken and the cast has another one now. */
  wanted?: string
}

/** One entry of the outbox. It leaves it by the server's word for its op, or by the person's. Source: README, Outbox. */
export type OutboxEntry = OutboxFacts & OutboxState

interface OutboxFacts extends Owner {
  /** Given by the store, ascending: the order in which things were asked for, whatever a clock says. */
  key: number
  ask: Ask
  /** How often it was sent. From the first time on it may have arrived, so nothing of it may change. */
  sends: number
  /** The server could not read a batch with it in it: it goes by itself. */
  isAlone?: true
}

/** Times in milliseconds of the device's clock. */
export type OutboxState =
  /**
   * `attempt`: tries that got no answer. Due from `notBefore` on, which was set at `since`: a clock that stands before that was put back.
   * `mustWait`: nothing makes it due before, as the server or the person named that time.
   */
  | { state: 'queued'; attempt: number; since: number; notBefore: number; mustWait?: true }
  /** Written before the request goes out. Whoever finds it without a request under way sends the same again. */
  | { state: 'sending'; attempt: number }
  /** The server has answered for it. Kept for a while, should a backup lose it. */
  | { state: 'confirmed'; rev: number; at: number }
  | { state: 'held'; because: HeldBecause }

export type HeldBecause = { reason: 'signed_out'; code: SignInCode } | ({ reason: 'refused' } & RefusedBecause)

export type SignInCode = 'signed_out' | 'wrong_author'

/** `over`: by how many characters the text is too long. */
export interface RefusedBecause {
  code: FailureCode
  over?: number
}

export type EntryEvent =
  | { type: 'sent' }
  | { type: 'settled'; rev: number; at: number }
  | { type: 'refused'; because: RefusedBecause }
  | { type: 'signed out'; code: SignInCode }
  | { type: 'unreachable'; at: number; retryAt: number; mustWait?: true }
  /** Something says that trying now may work. What the server has asked to wait waits. */
  | { type: 'woken' }
  /** What held it is over, or the person wants it tried now. */
  | { type: 'released' }
  /** The server was restored from a backup and may have lost it. */
  | { type: 'log restarted' }

/** A new entry, due at once. */
export function newEntry(owner: Owner, ask: Ask): Omit<OutboxFacts, 'key'> & OutboxState {
  return { person: owner.person, cast: owner.cast, ask, sends: 0, ...DUE }
}

/** Pure; the same entry when nothing changes. Answers count whenever they come: the server has it, or has refused it. */
export function nextEntry(entry: OutboxEntry, event: EntryEvent): OutboxEntry {
  if (entry.state === 'confirmed') return event.type === 'log restarted' ? into(entry, DUE) : entry
  switch (event.type) {
    case 'sent':
      return { ...into(entry, { state: 'sending', attempt: attemptsOf(entry) }), sends: entry.sends + 1 }
    case 'settled':
      return into(entry, { state: 'confirmed', rev: event.rev, at: event.at })
    case 'refused':
      return into(entry, { state: 'held', because: { reason: 'refused', ...event.because } })
    case 'signed out':
      return into(entry, { state: 'held', because: { reason: 'signed_out', code: event.code } })
    case 'unreachable':
      return entry.state === 'sending' ? into(entry, queuedAgain(entry.attempt, event)) : entry
    case 'woken':
      if (entry.state !== 'queued' || entry.mustWait || entry.notBefore === 0) return entry
      return into(entry, { state: 'queued', attempt: entry.attempt, since: 0, notBefore: 0 })
    case 'released':
      return entry.state === 'sending' ? entry : into(entry, DUE)
    case 'log restarted':
      return entry
    default:
      return event satisfies never
  }
}

/** The post that it is about, if it is about one. */
export function postIdOf(ask: Ask): string | null {
  return 'post' in ask ? ask.post.id : null
}

const DUE: OutboxState = { state: 'queued', attempt: 0, since: 0, notBefore: 0 }

function queuedAgain(
  attempt: number,
  { at, retryAt, mustWait }: Extract<EntryEvent, { type: 'unreachable' }>,
): OutboxState {
  return { state: 'queued', attempt: attempt + 1, since: at, notBefore: retryAt, ...(mustWait && { mustWait }) }
}

function into(entry: OutboxEntry, state: OutboxState): OutboxEntry {
  const { key, person, cast, ask, sends, isAlone } = entry
  return { key, person, cast, ask, sends, ...(isAlone && { isAlone }), ...state }
}

function attemptsOf(entry: OutboxEntry): number {
  return entry.state === 'queued' || entry.state === 'sending' ? entry.attempt : 0
}
