import { describe, expect, it } from 'vitest'
import { dueIn, nextBatch } from '../../../lib/client/outbox/next-batch.ts'
import type { OutboxState } from '../../../lib/client/outbox/outbox-entry.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { entry, OWNER, publish, QUEUED } from '../../support/outbox-entries.ts'

const NOW = 1_000_000
const later = (ms: number): OutboxState => ({ state: 'queued', attempt: 1, since: NOW, notBefore: NOW + ms })
const refused: OutboxState = { state: 'held', because: { reason: 'refused', code: 'text_too_long', over: 1 } }
const signedOut: OutboxState = { state: 'held', because: { reason: 'signed_out', code: 'signed_out' } }

function batch(...entries: Parameters<typeof nextBatch>[0]) {
  return nextBatch(entries, NOW)?.entries ?? []
}

describe('the next batch', () => {
  it('is what is due, in order, and nothing behind one whose time was named (invariant 2)', () => {
    const named: OutboxState = { state: 'queued', attempt: 1, since: NOW, notBefore: NOW + 5, mustWait: true }
    const [a, b, c, d] = [entry(publish('a')), entry(publish('b')), entry(publish('c'), named), entry(publish('d'))]
    expect(batch(a, b, c, d)).toEqual([a, b])
    expect(batch(c, d)).toEqual([])
  })

  it('is all that failed together, as soon as the first may be tried again, and nothing before', () => {
    const [a, b, c, d] = [
      entry(publish('a')),
      entry(publish('b'), later(5)),
      entry(publish('c'), later(5)),
      entry(publish('d')),
    ]
    expect(batch(a, b, c, d)).toEqual([a, b, c, d])
    expect(batch(c, d)).toEqual([])
    expect(dueIn([c, d], NOW)).toBe(5)
    expect(dueIn([], NOW)).toBeNull()
  })

  it('takes up what a dead tab left behind', () => {
    const left = entry(publish('a'), { state: 'sending', attempt: 3 })
    expect(batch(left)).toEqual([left])
    expect(dueIn([left], NOW)).toBe(0)
  })

  it('does not wait for a clock that was put back', () => {
    const waiting = entry(publish('a'), { state: 'queued', attempt: 1, since: NOW + 60_000, notBefore: NOW + 61_000 })
    expect(batch(waiting)).toEqual([waiting])
  })

  it('passes over what needs a person, and only over what follows it on the same post', () => {
    const bad = entry(publish('a'), refused)
    const revise = entry({ op: newId(), type: 'revise', post: { id: postOf(bad), base: bad.ask.op, text: 'b' } })
    const other = entry(publish('c'))
    expect(batch(bad, revise, other)).toEqual([other])
  })

  it('lets nothing of a cast go in front of what waits for a session', () => {
    expect(batch(entry(publish('a'), signedOut), entry(publish('b')))).toEqual([])
  })

  it('is of one cast and one person, and no cast holds up another', () => {
    const elsewhere = { cast: newId() }
    const theirs = { person: newId() }
    const [a, b, c] = [
      entry(publish('a'), later(5)),
      entry(publish('b'), QUEUED, elsewhere),
      entry(publish('c'), QUEUED, theirs),
    ]
    expect(nextBatch([a, b, c], NOW)).toEqual({ person: OWNER.person, cast: elsewhere.cast, entries: [b] })
    expect(nextBatch([a, c], NOW)).toEqual({ person: theirs.person, cast: OWNER.cast, entries: [c] })
  })

  it('has at most 50 ops and 200 KB, and takes a larger op alone', () => {
    expect(batch(...Array.from({ length: 60 }, () => entry(publish('x'))))).toHaveLength(50)
    const long = () => entry(publish('ä'.repeat(9_900)))
    expect(batch(...Array.from({ length: 20 }, long))).toHaveLength(10)
    const huge = entry(publish('x'.repeat(300_000)))
    expect(batch(huge, long())).toEqual([huge])
  })

  it('starts a cast by itself, and before anything of it', () => {
    const start = entry({ op: OWNER.cast, type: 'start', cast: { id: OWNER.cast, title: 'Party' } })
    const post = entry(publish('a'))
    expect(batch(start, post)).toEqual([start])
    expect(batch({ ...start, ...refused }, post)).toEqual([])
  })

  it('sends alone what spoiled a batch', () => {
    const [bad, good] = [entry(publish('a'), QUEUED, { isAlone: true }), entry(publish('b'))]
    expect(batch(bad, good)).toEqual([bad])
    expect(batch(good, bad)).toEqual([good])
  })
})

function postOf({ ask }: ReturnType<typeof entry>): string {
  return 'post' in ask ? ask.post.id : ''
}
