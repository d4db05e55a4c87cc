import type { Cast } from '../../lib/shared/cast.ts'
import type { CastAnswer, Change, ChangeEvent, ChangesAnswer, PostsAnswer } from '../../lib/shared/change.ts'
import { isRemoved } from '../../lib/shared/is-removed.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { NO_COUNTS } from '../../lib/shared/no-counts.ts'
import type { Post, PostState } from '../../lib/shared/post.ts'

/** What one entry of a model log does: a post comes, an earlier one is mended or taken back, or the cast gets another title. */
export type ModelEntry = 'publish' | 'revise' | 'remove' | 'settings'

const AUTHOR = { id: newId(), name: 'Tomek' }
const AT = '2026-06-13T12:36:00.000Z'

/**
 * A cast's log in memory with the answers that a server gives from it: a model to hold readers against, written apart
 * from both. `head` is how much of it the server knows. `history` tells one log from another.
 */
export function modelLog(entries: ModelEntry[], history = 'a') {
  const casts: Cast[] = [castOf('Title 0')]
  const changes: Change[] = []
  const published: string[] = []
  for (const [index, kind] of entries.entries()) {
    const rev = index + 1
    const before = casts[index] ?? casts[0]
    if (before === undefined) throw new Error('unreachable: there is always the first cast')
    const standing = published.filter(id => !isRemoved(latestOf(changes, id)))
    const chosen = standing[(rev * 7) % Math.max(standing.length, 1)]
    if (kind === 'settings') {
      const cast = { ...before, title: `Title ${rev}` }
      casts.push(cast)
      changes.push({ rev, cast })
    } else if (kind === 'publish' || chosen === undefined) {
      const post = postOf(rev)
      published.push(post.id)
      casts.push({ ...before, counts: { ...before.counts, posts: before.counts.posts + 1 } })
      changes.push({ rev, post })
    } else if (kind === 'revise') {
      const old = latestOf(changes, chosen)
      casts.push({ ...before })
      changes.push({ rev, post: { ...old, rev, text: `mended at ${rev}`, html: `<p>mended at ${rev}</p>` } })
    } else {
      const { id, seq } = latestOf(changes, chosen)
      casts.push({ ...before, counts: { ...before.counts, removed: before.counts.removed + 1 } })
      changes.push({ rev, post: { id, seq, rev, removed: true } })
    }
  }

  const tipOf = (rev: number) =>
    rev === 0 ? '' : `${history}${String(rev).padStart(7, '0')}`.replace(/[^0-9a-f]/g, '0')
  const castAt = (head: number): Cast => {
    const cast = casts[head]
    if (cast === undefined) throw new Error(`no rev ${head}`)
    return cast
  }
  const settingsRev = (head: number) =>
    changes.slice(0, head).reduce((found, change) => ('cast' in change ? change.rev : found), 0)
  const statesAt = (head: number): PostState[] => {
    const latest = new Map<string, PostState>()
    for (const change of changes.slice(0, head)) if ('post' in change) latest.set(change.post.id, change.post)
    return [...latest.values()].sort((a, b) => b.seq - a.seq)
  }
  const postsAt = (head: number): Post[] => statesAt(head).flatMap(post => (isRemoved(post) ? [] : [post]))

  return {
    length: changes.length,
    postsAt,
    castAt,
    tipOf,
    castAnswer: (head: number): CastAnswer => ({
      rev: head,
      tip: tipOf(head),
      cast: castAt(head),
      pinned: null,
      keyMoments: postsAt(head).filter(post => post.key !== null),
    }),
    postsAnswer(head: number, { before = Number.POSITIVE_INFINITY, limit = 3 } = {}): PostsAnswer {
      const found = postsAt(head).filter(post => post.seq < before)
      const posts = found.slice(0, limit)
      const next = found.length > limit ? (posts.at(-1)?.seq ?? null) : null
      return { rev: head, tip: tipOf(head), counts: castAt(head).counts, posts, next }
    },
    changesAnswer(head: number, since: number, limit = 4): ChangesAnswer {
      const all: Change[] = statesAt(head)
        .filter(post => post.rev > since)
        .map(post => ({ rev: post.rev, post }))
      if (settingsRev(head) > since) all.push({ rev: settingsRev(head), cast: castAt(head) })
      const page = all.sort((a, b) => a.rev - b.rev).slice(0, limit)
      const more = all.length > limit
      const rev = more ? (page.at(-1)?.rev ?? head) : head
      return { rev, tip: tipOf(rev), counts: castAt(head).counts, changes: page, more, pushed: null }
    },
    /** As the pusher sends it while the server is at `head`: an entry that a later one replaced goes without its change. */
    event(rev: number, head: number): ChangeEvent {
      const change = changes[rev - 1]
      if (change === undefined) throw new Error(`no rev ${rev}`)
      const isReplaced =
        'post' in change ? latestOf(changes.slice(0, head), change.post.id).rev > rev : settingsRev(head) > rev
      const position = { rev, tip: tipOf(rev) }
      return isReplaced ? position : { ...position, counts: castAt(rev).counts, change }
    },
  }
}
export type ModelLog = ReturnType<typeof modelLog>

function latestOf(changes: Change[], id: string): PostState {
  const found = changes.findLast(change => 'post' in change && change.post.id === id)
  if (found === undefined || !('post' in found)) throw new Error(`no post ${id}`)
  return found.post
}

function postOf(rev: number): Post {
  const text = `post ${rev}`
  const key = rev % 5 === 0 ? `moment ${rev}` : null
  return {
    id: newId(),
    seq: rev,
    rev,
    author: AUTHOR,
    text,
    html: `<p>${text}</p>`,
    key,
    capturedAt: AT,
    receivedAt: AT,
  }
}

function castOf(title: string): Cast {
  const id = newId()
  return {
    id,
    slug: 'bureks-first-birthday',
    createdAt: AT,
    counts: NO_COUNTS,
    title,
    summary: '',
    visibility: 'public',
    startsAt: null,
    endedAt: null,
    timeZone: 'Europe/Warsaw',
    lang: 'en',
    pinned: null,
    channel: `cast-${id}`,
  }
}
