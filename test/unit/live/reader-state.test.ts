import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBehind, nextReader, type ReaderState, startReader } from '../../../lib/client/live/reader-state.ts'
import { newestSeq, shownKeyMoments, shownPosts } from '../../../lib/client/live/shown-posts.ts'
import { isRemoved } from '../../../lib/shared/is-removed.ts'
import type { Post } from '../../../lib/shared/post.ts'
import { type ModelEntry, type ModelLog, modelLog } from '../../support/model-log.ts'
import { seed } from '../../support/seed.ts'

const entries = fc.array(
  fc.constantFrom<ModelEntry>('publish', 'publish', 'publish', 'revise', 'revise', 'remove', 'settings'),
  {
    minLength: 1,
    maxLength: 40,
  },
)
/** What reaches the reader, in any order: events with doubles and holes, answers of a server that lags, older pages. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('event' as const), rev: fc.nat(), head: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), head: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('old answer' as const), head: fc.nat(), since: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('older' as const), head: fc.nat() }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

describe('a reader', () => {
  it('at the head has exactly the state that the log gives, whatever was lost, doubled or late (invariant 3)', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.array(step, { maxLength: 60 }), (kinds, start, steps) => {
        const log = modelLog(kinds)
        const reader = catchUp(
          steps.reduce(take(log, start % (log.length + 1)), startAt(log, start % (log.length + 1))),
          log,
        )
        expect(reader.position).toEqual({ rev: log.length, tip: log.tipOf(log.length) })
        expect(isBehind(reader)).toBe(false)
        expect(reader.cast).toEqual(log.castAt(log.length))
        const floor = reader.floor ?? 0
        expect(standing(reader)).toEqual(log.postsAt(log.length).filter(post => post.seq >= floor))
        const moments = log.postsAt(log.length).filter(post => post.key !== null)
        expect(shownKeyMoments(reader, newestSeq(reader))).toEqual(moments)
      }),
      { seed, numRuns: 600 },
    )
  })

  it('never goes back: neither its rev, nor that of any post or of the cast', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.array(step, { maxLength: 60 }), (kinds, start, steps) => {
        const log = modelLog(kinds)
        let reader = startAt(log, start % (log.length + 1))
        for (const one of steps) {
          const next = take(log, start % (log.length + 1))(reader, one)
          expect(next.position.rev).toBeGreaterThanOrEqual(reader.position.rev)
          expect(next.castRev).toBeGreaterThanOrEqual(reader.castRev)
          for (const [id, post] of reader.posts) expect(next.posts.get(id)?.rev).toBeGreaterThanOrEqual(post.rev)
          reader = next
        }
      }),
      { seed, numRuns: 300 },
    )
  })

  it('applies the next event at once, drops a known one and notices a gap', () => {
    const log = modelLog(['publish', 'publish', 'publish', 'publish'])
    const first = startAt(log, 1)
    const second = nextReader(first, { type: 'event', event: log.event(2, 2), at: 1 })
    expect(texts(second)).toEqual(['post 2', 'post 1'])
    expect(nextReader(second, { type: 'event', event: log.event(1, 2), at: 2 })).toBe(second)
    const behind = nextReader(second, { type: 'event', event: log.event(4, 4), at: 3 })
    expect(texts(behind)).toEqual(['post 2', 'post 1'])
    expect(behind).toMatchObject({ heard: 4, position: { rev: 2 } })
    expect(isBehind(behind)).toBe(true)
  })

  it('keeps what events said of posts that are not loaded yet, so that a late page does not bring old words back', () => {
    for (const later of ['revise', 'remove'] as const) {
      const log = modelLog(['publish', 'publish', 'publish', 'publish', 'publish', later]) // of the third
      const before = startAt(log, 5, 2)
      const floor = before.floor ?? 0
      const stale = log.postsAnswer(5, { before: floor })
      expect(log.postsAt(6)).not.toContainEqual(stale.posts.find(({ seq }) => seq === 3))
      const told = nextReader(before, { type: 'event', event: log.event(6, 6), at: 1 })
      const both = nextReader(told, { type: 'older', answer: stale, before: floor })
      expect(both.floor).not.toBe(floor) // the page was taken
      expect(standing(both)).toEqual(log.postsAt(6).filter(({ seq }) => seq >= (both.floor ?? 0)))
    }
  })

  it('lets go of the words of a removed post, says that it is gone, and lets no late page bring it back (invariant 6)', () => {
    const log = modelLog(['publish', 'publish', 'publish', 'publish', 'remove'])
    const before = startAt(log, 4, 9)
    const stale = log.postsAnswer(4, { limit: 9 })
    const told = nextReader(before, { type: 'event', event: log.event(5, 5), at: 1 })
    const late = nextReader(told, { type: 'changes', answer: { ...log.changesAnswer(4, 0), rev: 4 }, at: 2 })
    for (const reader of [told, late, nextReader(told, { type: 'older', answer: stale, before: 0 })]) {
      expect(standing(reader)).toEqual(log.postsAt(5))
      expect(shownPosts(reader, 9)).toHaveLength(4)
      expect(reader.cast.counts).toMatchObject({ posts: 4, removed: 1 })
    }
  })

  it('takes another history whole after a restart, and nothing of a page asked for before it', () => {
    const old = modelLog(['publish', 'publish', 'publish', 'publish', 'publish', 'publish'])
    const restored = modelLog(['publish', 'publish'], 'b')
    const reader = startAt(old, 6)
    const floor = reader.floor ?? 0
    const restarting = nextReader(reader, { type: 'restarted' })
    expect(isBehind(restarting)).toBe(true)
    const late = nextReader(restarting, { type: 'older', answer: old.postsAnswer(6, { before: floor }), before: floor })
    const cast = restored.castAnswer(2)
    const afresh = nextReader(late, { type: 'afresh', cast, page: restored.postsAnswer(2), at: 5 })
    expect(afresh).toMatchObject({ mode: 'reading', position: { rev: 2, tip: restored.tipOf(2) }, completeAt: 5 })
    expect(shownPosts(afresh, 99)).toEqual(restored.postsAt(2))
    expect(nextReader(afresh, { type: 'older', answer: old.postsAnswer(6, { before: floor }), before: floor })).toBe(
      afresh,
    )
  })
})

function startAt(log: ModelLog, head: number, limit = 3): ReaderState {
  return startReader({ cast: log.castAnswer(head), page: log.postsAnswer(head, { limit }), at: 0 })
}

/** `first`: where the server stood when the page was opened; a page of older posts may have been asked for ever since. */
function take(log: ModelLog, first: number) {
  return (reader: ReaderState, one: Step): ReaderState => {
    const within = (value: number, from: number) => from + (value % (log.length - from + 1))
    const { rev } = reader.position
    const at = 1
    switch (one.do) {
      case 'event': {
        const told = 1 + (one.rev % log.length)
        return nextReader(reader, { type: 'event', event: log.event(told, within(one.head, told)), at })
      }
      case 'ask':
        return nextReader(reader, { type: 'changes', answer: log.changesAnswer(within(one.head, rev), rev), at })
      case 'old answer': {
        const head = one.head % (rev + 1)
        return nextReader(reader, { type: 'changes', answer: log.changesAnswer(head, one.since % (head + 1)), at })
      }
      case 'older': {
        if (reader.floor === null) return reader
        const answer = log.postsAnswer(within(one.head, first), { before: reader.floor })
        return nextReader(reader, { type: 'older', answer, before: reader.floor })
      }
      default:
        return one satisfies never
    }
  }
}

function catchUp(reader: ReaderState, log: ModelLog): ReaderState {
  const answer = log.changesAnswer(log.length, reader.position.rev)
  const next = nextReader(reader, { type: 'changes', answer, at: 2 })
  return answer.more ? catchUp(next, log) : next
}

/** Its posts without the word that one is gone. */
function standing(reader: ReaderState): Post[] {
  return shownPosts(reader, newestSeq(reader)).flatMap(post => (isRemoved(post) ? [] : [post]))
}

function texts(reader: ReaderState): string[] {
  return standing(reader).map(post => post.text)
}
