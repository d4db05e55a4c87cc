import type { Pushed } from '../../shared/change.ts'
import type { OpsAnswer, PublishOp } from '../../shared/op.ts'
import { retryDelay } from '../../shared/retry-delay.ts'
import type { Clock } from '../live/clock.ts'
import type { PageSignals } from '../live/page-signals.ts'
import type { Answer } from '../live/read-answer.ts'
import { blankDraft, type DraftEvent, type DraftIds, isBlank } from './draft.ts'
import { type DraftPlace, readDraft } from './kept-draft.ts'
import { keepNext, type NextPlace, readNext } from './next-text.ts'
import type { OtherTabs } from './other-tabs.ts'
import { type SharedDraft, shareDraft } from './share-draft.ts'
import { type Verdict, verdictOf } from './verdict-of.ts'

export interface ComposerParts extends DraftPlace, NextPlace {
  send(op: PublishOp): Promise<Answer<OpsAnswer>>
  otherTabs: OtherTabs
  signals: PageSignals
  clock: Clock
  /** From 0 up to 1. */
  random(): number
  newId(): string
  /** Told when the server no longer knows this person. */
  onSignedOut(): void
  /** Told how far posts were pushed. */
  onPushed(pushed: Pushed): void
}

/**
 * What the composer shows: the same object until something changes.
 * `isKept` is false when this device cannot keep the text, or keeps another tab's: it must not be left before it is sent.
 */
export interface Composing extends SharedDraft {
  /** What was typed behind a text that is on its way: the next draft. */
  next: string
  /** What was posted here since the page was opened, oldest first. */
  sent: readonly SentPost[]
}

/** A post that the server has, as it was sent. */
export interface SentPost {
  id: string
  rev: number
  text: string
  key: string | null
  capturedAt: string
}

export interface Composer {
  composing(): Composing
  subscribe(listener: () => void): () => void
  type(typed: string): void
  toggleKey(): void
  post(): void
  /** Tries at once what waits for a better moment or for a sign-in. */
  retry(): void
  /** Begins to send what waits, and goes on until the function it returns is called. */
  start(): () => void
}

/** The composer of one cast and person. Sends directly, again and again with the same ids, until the server has answered for it. */
export function openComposer(parts: ComposerParts): Composer {
  const { owner, clock, random, signals, otherTabs } = parts
  const fresh = (): DraftIds => ({ op: parts.newId(), post: parts.newId() })
  let composing: Composing = {
    draft: readDraft(parts) ?? blankDraft(fresh()),
    next: readNext(parts),
    isKept: true,
    sent: [],
  }
  let isOpen = false
  let cancelRetry = () => {}
  const listeners = new Set<() => void>()

  function show(next: Composing): void {
    composing = next
    for (const listener of listeners) listener()
  }

  function dispatch(event: DraftEvent): void {
    // A closed one must not touch what is kept: the next one on the same draft may be ahead of it.
    if (!isOpen) return
    const { draft: was, isKept: wasKept } = composing
    // Kept before anything else happens to it: what is sent must be on the device while its answer is out.
    const { draft, isKept } = shareDraft(parts, composing, event)
    if (draft === was && isKept === wasKept) return
    show({ ...composing, draft, isKept })
    if (draft !== was) planRetry() // it may have come from another tab
    takeNext()
  }

  function type(typed: string): void {
    const { draft } = composing
    if (draft.state === 'writing') dispatch({ type: 'typed', typed })
    else if (typed.startsWith(draft.typed)) typeBehind(typed.slice(draft.typed.length))
  }

  function typeBehind(next: string): void {
    show({ ...composing, next, isKept: keepNext(parts, next) && composing.isKept })
  }

  function takeNext(): void {
    const { draft, next } = composing
    if (next === '' || draft.state !== 'writing' || !isBlank(draft)) return
    dispatch({ type: 'typed', typed: next })
    typeBehind('')
  }

  async function send(): Promise<void> {
    cancelRetry()
    const { draft } = composing
    if (draft.state !== 'sending') return
    settle(draft.op, verdictOf(await parts.send(draft.op), draft.op.op))
  }

  function settle(op: PublishOp, verdict: Verdict): void {
    switch (verdict.kind) {
      case 'settled':
        rememberSent(op, verdict.rev)
        parts.onPushed(verdict.pushed)
        dispatch({ type: 'settled', op: op.op, fresh: fresh() })
        break
      case 'refused':
        dispatch({ type: 'refused', op: op.op, because: verdict.because, fresh: fresh() })
        break
      case 'sign in':
        dispatch({ type: 'signed out', op: op.op, code: verdict.code })
        parts.onSignedOut()
        break
      case 'later':
        dispatch({ type: 'unreachable', op: op.op, at: clock.now() })
        if (verdict.retryAfter !== undefined) planRetry(verdict.retryAfter)
        break
      default:
        verdict satisfies never
    }
  }

  function rememberSent({ post }: PublishOp, rev: number): void {
    const { id, text, capturedAt, key = null } = post
    if (composing.sent.some(each => each.id === id)) return
    show({ ...composing, sent: [...composing.sent, { id, rev, text, key, capturedAt }] })
  }

  function planRetry(retryAfter?: number): void {
    const { draft } = composing
    cancelRetry()
    if (draft.state === 'waiting') cancelRetry = clock.after(retryDelay(draft.attempt, random, retryAfter), retry)
  }

  function retry(): void {
    const { state } = composing.draft
    if (state !== 'waiting' && state !== 'signed_out') return
    dispatch({ type: 'tried again' })
    void send() // never throws: whatever comes back, it ends in `settle`
  }

  function retryWaiting(): void {
    if (composing.draft.state === 'waiting') retry()
  }

  return {
    composing: () => composing,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    type,
    toggleKey: () => dispatch({ type: 'key toggled' }),
    post() {
      const { draft } = composing
      dispatch({ type: 'posted', at: clock.now() })
      if (composing.draft !== draft) void send() // as above; a second tap changes nothing, so it sends nothing
    },
    retry,
    start() {
      isOpen = true
      const forget = [
        signals.onWake(retryWaiting),
        otherTabs.onKept(owner, change => dispatch({ type: 'kept elsewhere', ...change, fresh: fresh() })),
      ]
      takeNext()
      retryWaiting()
      return () => {
        isOpen = false
        cancelRetry()
        for (const forgetOne of forget) forgetOne()
      }
    },
  }
}
