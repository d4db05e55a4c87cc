import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import { nextEntry, type OutboxEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import { releaseReopened, restartLog } from '../../../lib/client/outbox/release-held.ts'
import { settleOps } from '../../../lib/client/outbox/settle-ops.ts'
import { settleStart } from '../../../lib/client/outbox/settle-start.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import type { FailureCode } from '../../../lib/shared/failures.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import type { OpResult, OpsAnswer } from '../../../lib/shared/op.ts'
import { entry, OWNER, publish, QUEUED } from '../../support/outbox-entries.ts'

const NOW = 1_000_000
const parts = { now: NOW, random: () => 1 }
const sending = { state: 'sending', attempt: 0 } as const

/** What becomes of entries that were just sent, as `state`, or the key with what is said of it. */
function settled(entries: OutboxEntry[], answer: Answer<OpsAnswer>, others: OutboxEntry[] = []) {
  const change = settleOps([...others, ...entries], { batch: { ...OWNER, entries }, answer }, parts)
  return { put: change.put ?? [], remove: change.remove ?? [] }
}

function answer(rev: number, results: OpResult[]): Answer<OpsAnswer> {
  return { kind: 'answer', body: { rev, tip: '00000000', pushed: null, results } }
}

function applied(sent: OutboxEntry, rev: number): OpResult {
  return { op: sent.ask.op, status: 'applied', rev, tip: '00000000' }
}

function refusal(sent: OutboxEntry, code: FailureCode, more = {}): OpResult {
  return { op: sent.ask.op, status: 'refused', error: { code, message: '', status: 400, ...more } }
}

function refused(code: FailureCode, more = {}): Answer<never> {
  return { kind: 'refused', error: { code, message: '', ...more } }
}

describe('an answer to a batch', () => {
  it('settles each op by its own result, and leaves what it does not speak of for another try', () => {
    const [a, b, c] = [entry(publish('a'), sending), entry(publish(' '), sending), entry(publish('c'), sending)]
    const { put } = settled([a, b, c], answer(7, [refusal(b, 'text_too_long', { over: 3 }), applied(a, 7)]))
    expect(put).toMatchObject([
      { key: a.key, state: 'confirmed', rev: 7, at: NOW },
      { key: b.key, state: 'held', because: { reason: 'refused', code: 'text_too_long', over: 3 } },
      { key: c.key, state: 'queued', attempt: 1 },
    ])
  })

  it('counts when it comes late: the server has it, whatever was thought meanwhile', () => {
    const queued = entry(publish('a'), { state: 'queued', attempt: 2, since: NOW, notBefore: NOW + 1 })
    expect(settled([queued], answer(7, [applied(queued, 7)])).put).toMatchObject([{ state: 'confirmed', rev: 7 }])
    const confirmed = entry(publish('a'), { state: 'confirmed', rev: 7, at: NOW })
    expect(settled([confirmed], { kind: 'trouble' }).put).toEqual([confirmed])
  })

  it.each<[string, Answer<OpsAnswer>]>([
    ['nobody of ours answered', { kind: 'trouble' }],
    ['the server failed', refused('internal')],
    ['the store did not answer', refused('store_unavailable', { retryAfter: 5 })],
    ['there were too many', refused('too_many', { retryAfter: 60 })],
    ['the server is older than the page', refused('unknown_op')],
  ])('is never a reason to hold when %s', (_what, said) => {
    const { put } = settled([entry(publish('a'), sending), entry(publish('b'), sending)], said)
    expect(put.map(({ state }) => state)).toEqual(['queued', 'queued'])
  })

  it('is waited for as long as the server asks, up to 5 minutes, and within a second where no server was', () => {
    const wait = (said: Answer<OpsAnswer>, attempt: number) => {
      const [next] = settled([entry(publish('a'), { state: 'sending', attempt })], said).put
      return next?.state === 'queued' ? [next.notBefore - NOW, next.mustWait] : []
    }
    expect(wait(refused('too_many', { retryAfter: 60 }), 0)).toEqual([60_000, true])
    expect(wait(refused('too_many', { retryAfter: 9_000 }), 0)).toEqual([300_000, true])
    expect(wait(refused('internal'), 9)).toEqual([30_000, undefined])
    expect(wait({ kind: 'trouble' }, 0)).toEqual([800, undefined])
    expect(wait({ kind: 'trouble' }, 9)).toEqual([800, undefined])
  })

  it.each(['signed_out', 'wrong_author'] as const)('holds all of it until its author signs in, when it is %s', code => {
    const { put } = settled([entry(publish('a'), sending), entry(publish('b'), sending)], refused(code))
    expect(put).toMatchObject([
      { state: 'held', because: { reason: 'signed_out', code } },
      { state: 'held', because: { reason: 'signed_out', code } },
    ])
  })

  it('takes a batch apart that the server could not read, and holds the op that it cannot read alone', () => {
    const [a, b] = [entry(publish('a'), sending), entry(publish('b'), sending)]
    const { put } = settled([a, b], refused('invalid'))
    expect(put).toMatchObject([
      { state: 'queued', isAlone: true, notBefore: NOW },
      { state: 'queued', isAlone: true, notBefore: NOW },
    ])
    const alone = { ...a, isAlone: true as const }
    expect(settled([alone], refused('too_large')).put).toMatchObject([
      { state: 'held', because: { code: 'too_large' } },
    ])
  })

  it('keeps of a removed post the removal alone', () => {
    const post = publish('a')
    const before = entry(post, { state: 'confirmed', rev: 1, at: 0 })
    const other = entry(publish('b'), { state: 'confirmed', rev: 2, at: 0 })
    const remove = entry({ op: newId(), type: 'remove', post: { id: post.post.id } }, sending)
    const change = settled([remove], answer(3, [applied(remove, 3)]), [before, other])
    expect(change.put).toMatchObject([{ key: remove.key, state: 'confirmed' }])
    expect(change.remove).toEqual([before.key])
  })

  it('takes it for done when a post that is to be removed is not there', () => {
    const remove = entry({ op: newId(), type: 'remove', post: { id: newId() } }, sending)
    expect(settled([remove], answer(3, [refusal(remove, 'post_missing')])).put).toMatchObject([{ state: 'confirmed' }])
  })

  it('sends again what a restored backup has lost: its head is behind what it had confirmed', () => {
    const before = [4, 5].map(rev => entry(publish(`${rev}`), { state: 'confirmed', rev, at: 0 }))
    const next = entry(publish('next'), sending)
    const { put } = settled([next], answer(3, [applied(next, 3)]), before)
    expect(put.map(({ key, state }) => [key, state])).toEqual([
      ...before.map(({ key }) => [key, 'queued']),
      [next.key, 'confirmed'],
    ])
    expect(settled([next], answer(6, [applied(next, 6)]), before).put).toHaveLength(1)
  })

  it('starts a cast again that a restored backup does not have', () => {
    const start = entry(
      { op: OWNER.cast, type: 'start', cast: { id: OWNER.cast, title: 'Party' } },
      { state: 'confirmed', rev: 0, at: 0 },
    )
    const post = entry(publish('a'), sending)
    expect(settled([post], refused('not_found'), [start]).put.map(({ state }) => state)).toEqual(['queued', 'queued'])
    expect(settled([post], refused('not_found')).put).toMatchObject([{ state: 'held', because: { code: 'not_found' } }])
  })
})

describe('what a page hears of a cast', () => {
  const confirmed = entry(publish('a'), { state: 'confirmed', rev: 7, at: 0 })
  const late = entry(publish('b'), { state: 'held', because: { reason: 'refused', code: 'cast_ended' } })
  const bad = entry(publish('c'), { state: 'held', because: { reason: 'refused', code: 'text_too_long' } })
  const tried = entry(publish('d'), { state: 'queued', attempt: 2, since: NOW, notBefore: NOW + 9, mustWait: true })
  const all = [confirmed, late, bad, tried]

  it('puts everything that was confirmed into the queue again, when its history is another one', () => {
    expect(restartLog(all).put).toEqual([{ ...OWNER, key: confirmed.key, ask: confirmed.ask, sends: 1, ...QUEUED }])
  })

  it('lets what came too late for it go when it is open again, and nothing else', () => {
    expect(releaseReopened(all).put).toMatchObject([{ key: late.key, state: 'queued', notBefore: 0 }])
  })
})

describe('an answer to a start', () => {
  const start = entry(
    { op: OWNER.cast, type: 'start', cast: { id: OWNER.cast, title: 'Party', slug: 'party' } },
    sending,
  )
  const settle = (said: Answer<{ cast: Cast }>) =>
    settleStart([start], { key: start.key, answer: said }, parts).put?.[0]

  it('confirms it under the link that it got', () => {
    const cast = { slug: 'party' } as Cast
    expect(settle({ kind: 'answer', body: { cast } })).toMatchObject({
      state: 'confirmed',
      ask: { cast: { slug: 'party' } },
    })
  })

  it('takes the suggestion when the link is taken, and remembers which was wanted', () => {
    expect(settle(refused('slug_taken', { suggestion: 'party-2' }))).toMatchObject({
      state: 'queued',
      notBefore: NOW,
      ask: { wanted: 'party', cast: { slug: 'party-2' } },
    })
  })

  it('is tried again, held for a sign-in or held for the person, as for ops', () => {
    expect(settle({ kind: 'trouble' })).toMatchObject({ state: 'queued', attempt: 1 })
    expect(settle(refused('internal'))).toMatchObject({ state: 'queued', attempt: 1 })
    expect(settle(refused('store_unavailable'))).toMatchObject({ state: 'queued' })
    expect(settle(refused('signed_out'))).toMatchObject({ state: 'held', because: { reason: 'signed_out' } })
    expect(settle(refused('title_empty'))).toMatchObject({ state: 'held', because: { code: 'title_empty' } })
  })
})

describe('an entry', () => {
  it('that is woken is due at once, unless the server has asked to wait', () => {
    const waiting = { state: 'queued', attempt: 3, since: NOW, notBefore: NOW + 9 } as const
    expect(nextEntry(entry(publish('a'), waiting), { type: 'woken' })).toMatchObject({ attempt: 3, notBefore: 0 })
    const asked = entry(publish('a'), { ...waiting, mustWait: true })
    expect(nextEntry(asked, { type: 'woken' })).toBe(asked)
    expect(nextEntry(asked, { type: 'released' })).toMatchObject({ state: 'queued', notBefore: 0 })
  })

  it('counts how often it was sent, and is settled once and for all', () => {
    const sent = nextEntry(nextEntry(entry(publish('a')), { type: 'sent' }), { type: 'sent' })
    expect(sent).toMatchObject({ state: 'sending', sends: 2 })
    const confirmed = nextEntry(sent, { type: 'settled', rev: 1, at: NOW })
    for (const event of [
      { type: 'sent' },
      { type: 'refused', because: { code: 'invalid' } },
      { type: 'signed out', code: 'signed_out' },
      { type: 'unreachable', at: NOW, retryAt: NOW },
      { type: 'released' },
    ] as const)
      expect(nextEntry(confirmed, event)).toBe(confirmed)
    expect(nextEntry(confirmed, { type: 'log restarted' })).toMatchObject({ state: 'queued', sends: 2, notBefore: 0 })
  })
})
