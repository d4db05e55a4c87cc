import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextReader, type ReaderState, startReader } from '../../../lib/client/live/reader-state.ts'
import { newestSeq, shownKeyMoments, shownPosts } from '../../../lib/client/live/shown-posts.ts'
import { toStart } from '../../../lib/client/reading/to-start.ts'
import { isRemoved } from '../../../lib/shared/is-removed.ts'
import { PAGE_MAX } from '../../../lib/shared/limits.ts'
import type { Post } from '../../../lib/shared/post.ts'
import { type ModelEntry, type ModelLog, modelLog } from '../../support/model-log.ts'
import { seed } from '../../support/seed.ts'

const entries = fc.array(fc.constantFrom<ModelEntry>('publish', 'publish', 'publish', 'revise', 'remove', 'settings'), {
  minLength: 1,
  maxLength: 40,
})

describe('what a reader can begin with again', () => {
  it('shows what it showed, without what was removed, and stands where it stood', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (kinds, from, to) => {
        const { log, reader } = readTo(modelLog(kinds), from, to)
        const start = toStart(reader)
        const again = startReader(start)
        expect(standing(again)).toEqual(standing(reader))
        expect(momentsOf(again)).toEqual(momentsOf(reader))
        expect(again).toMatchObject({ position: reader.position, floor: reader.floor, cast: reader.cast })
        expect(again.position.tip).toBe(log.tipOf(again.position.rev))
        expect(start.page.counts).toEqual(reader.cast.counts)
      }),
      { seed, numRuns: 300 },
    )
  })

  it('catches up to exactly what the log gives (invariant 3)', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (kinds, from, to) => {
        const { log, reader } = readTo(modelLog(kinds), from, to)
        const again = catchUp(startReader(toStart(reader)), log, log.length)
        expect(again.cast).toEqual(log.castAt(log.length))
        expect(standing(again)).toEqual(log.postsAt(log.length).filter(({ seq }) => seq >= (again.floor ?? 0)))
        expect(momentsOf(again)).toEqual(log.postsAt(log.length).filter(({ key }) => key !== null))
      }),
      { seed, numRuns: 300 },
    )
  })

  it('has no word of a post that was taken back (invariant 6)', () => {
    const log = modelLog(['publish', 'remove'])
    const reader = catchUp(startAt(log, 1), log, 2)
    expect(JSON.stringify(toStart(startAt(log, 1)))).toContain('post 1')
    expect(JSON.stringify(toStart(reader))).not.toContain('post 1')
  })

  it('says the words that a post has now', () => {
    const log = modelLog(['publish', 'revise'])
    expect(toStart(catchUp(startAt(log, 1), log, 2)).page.posts).toMatchObject([{ text: 'mended at 2', seq: 1 }])
  })

  it('takes no older settings for news where the cast was read later than its posts', () => {
    const log = modelLog(['publish', 'settings', 'settings'])
    const reader = startReader({ cast: log.castAnswer(3), page: log.postsAnswer(1), at: 0 })
    const again = startReader(toStart(reader))
    expect(again.position).toEqual(reader.position)
    expect(catchUp(again, log, 2).cast.title).toBe('Title 3')
  })

  it('is one page at the most, and the posts below it can be loaded from where it ends', () => {
    const log = modelLog(Array.from({ length: PAGE_MAX + 20 }, () => 'publish'))
    const { page, cast } = toStart(startAt(log, log.length, PAGE_MAX + 20))
    expect(page.posts).toEqual(log.postsAt(log.length).slice(0, PAGE_MAX))
    expect(page.next).toBe(21)
    expect(cast.keyMoments.map(({ seq }) => seq)).toContain(5)
  })

  it('ends where the cast begins when all of it fits, and where the page ended when it did not', () => {
    const log = modelLog(Array.from({ length: PAGE_MAX }, () => 'publish'))
    expect(toStart(startAt(log, log.length, PAGE_MAX)).page.next).toBeNull()
    expect(toStart(startAt(log, log.length, 30)).page).toMatchObject({ next: 71, posts: { length: 30 } })
  })

  it('goes on below a page of which every post was taken back', () => {
    const log = modelLog(['publish', 'publish', 'publish', 'remove'])
    const cut = [2, 3].map(seq => ({ id: `${seq}`, seq, rev: 4, removed: true as const }))
    const reader = { ...startAt(log, 3, 2), posts: new Map(cut.map(post => [post.id, post])) }
    expect(toStart(reader).page).toMatchObject({ posts: [], next: 2 })
  })

  it('dates from when the page was last complete, not from when it was kept', () => {
    const log = modelLog(['publish', 'publish', 'publish'])
    const told = nextReader(startAt(log, 1), { type: 'event', event: log.event(2, 2), at: 20 })
    const behind = nextReader(told, { type: 'event', event: log.event(3, 3), at: 30 })
    expect(toStart(behind).at).toBe(30)
    expect(toStart(nextReader(behind, { type: 'trouble', at: 40 })).at).toBe(30)
  })
})

/** A reader that came at one rev and read on to a later one. */
function readTo(log: ModelLog, from: number, to: number) {
  const came = from % (log.length + 1)
  return { log, reader: catchUp(startAt(log, came), log, came + (to % (log.length - came + 1))) }
}

function startAt(log: ModelLog, head: number, limit = 3): ReaderState {
  return startReader({ cast: log.castAnswer(head), page: log.postsAnswer(head, { limit }), at: 0 })
}

function catchUp(reader: ReaderState, log: ModelLog, head: number): ReaderState {
  const answer = log.changesAnswer(head, reader.position.rev)
  const next = nextReader(reader, { type: 'changes', answer, at: 2 })
  return answer.more ? catchUp(next, log, head) : next
}

/** Its posts without the word that one is gone. */
function standing(reader: ReaderState): Post[] {
  return shownPosts(reader, newestSeq(reader)).flatMap(post => (isRemoved(post) ? [] : [post]))
}

function momentsOf(reader: ReaderState): Post[] {
  return shownKeyMoments(reader, newestSeq(reader))
}
