import type { Cast } from '../../shared/cast.ts'
import type { Change, ChangeEvent, ChangesAnswer, PostsAnswer } from '../../shared/change.ts'
import { placeOf } from '../../shared/place-of.ts'
import type { Position } from '../../shared/position.ts'
import type { PostState } from '../../shared/post.ts'
import { type Contact, nextContact } from './contact.ts'
import type { ReaderEvent, ReaderStart } from './reader-event.ts'

/** What a reader's page knows of one cast. Times in milliseconds of the device's clock. Source: README, Reading. */
export interface ReaderState {
  /** `restarting`: the log is another one now and the page loads afresh. `gone`: nothing to read here any more. */
  mode: 'reading' | 'restarting' | 'gone'
  /** Everything up to here is known. */
  position: Position
  /** The highest rev heard of. Above `position.rev`, something lies in between. */
  heard: number
  cast: Cast
  /** The rev that `cast`, without its counts, stands for. */
  castRev: number
  /** Every post known, by id; some below `floor` too (key moments, and what changed since). What is left of removed ones stays, or an older page could bring them back. */
  posts: ReadonlyMap<string, PostState>
  /** From this `seq` on no post is missing; null when all of the cast is here. Also the `before` of the page that follows. */
  floor: number | null
  contact: Contact
  /** When the page was last known to be complete. */
  completeAt: number
}

/** The page as the server made it at `at`. */
export function startReader({ cast: answer, page, at }: ReaderStart): ReaderState {
  // Two reads, two revs: what the older one stands for is surely here, and a change told again does no harm.
  const { rev, tip } = answer.rev <= page.rev ? answer : page
  return {
    mode: 'reading',
    position: { rev, tip },
    heard: Math.max(answer.rev, page.rev),
    cast: answer.cast,
    castRev: answer.rev,
    posts: withPosts(new Map(), [...answer.keyMoments, ...page.posts]),
    floor: page.next,
    contact: { kind: 'waiting', since: at },
    completeAt: at,
  }
}

/** The one rule for readers. Pure; the same state when nothing changes. */
export function nextReader(state: ReaderState, event: ReaderEvent): ReaderState {
  if (state.mode === 'gone') return state
  switch (event.type) {
    case 'event':
      return hear(state, event.event, event.at)
    case 'changes':
      return settle(catchUp(state, event.answer), event.answer.more, event.at)
    case 'older':
      return addOlder(state, event.answer, event.before)
    case 'afresh':
      return settle({ ...startReader(event), contact: state.contact }, false, event.at)
    case 'restarted':
      return { ...state, mode: 'restarting' }
    case 'gone':
      return { ...state, mode: 'gone' }
    case 'trouble':
    case 'socket up':
      return { ...state, contact: nextContact(state.contact, event, isBehind(state)) }
    case 'socket lost':
      return loseSocket(state, event)
    default:
      return event satisfies never
  }
}

/** True while the page is known to miss something. */
export function isBehind(state: Pick<ReaderState, 'mode' | 'heard' | 'position'>): boolean {
  return state.mode === 'restarting' || state.heard > state.position.rev
}

function hear(state: ReaderState, event: ChangeEvent, at: number): ReaderState {
  if (state.mode === 'restarting') return state
  const place = placeOf(event, state.position.rev)
  if (place === 'known') return state
  const heard = Math.max(state.heard, event.rev)
  if (place === 'gap' || event.change === undefined) return heard === state.heard ? state : { ...state, heard }
  const next = { ...withChanges(state, [event.change]), heard, position: { rev: event.rev, tip: event.tip } }
  const counted = event.counts === undefined ? next : withCounts(next, event.counts)
  return isBehind(counted) ? counted : { ...counted, completeAt: at }
}

function catchUp(state: ReaderState, answer: ChangesAnswer): ReaderState {
  const next = withChanges(state, answer.changes)
  if (answer.rev <= state.position.rev) return next // an answer older than what events have told since
  const position = { rev: answer.rev, tip: answer.tip }
  return withCounts({ ...next, position, heard: Math.max(state.heard, answer.rev) }, answer.counts)
}

function settle(state: ReaderState, isMore: boolean, at: number): ReaderState {
  const isComplete = !isMore && !isBehind(state)
  const contact = nextContact(state.contact, { type: 'answer', at }, !isComplete)
  return { ...state, contact, completeAt: isComplete ? at : state.completeAt }
}

function addOlder(state: ReaderState, answer: PostsAnswer, before: number): ReaderState {
  const posts = withPosts(state.posts, answer.posts)
  // Only the page that was asked for moves the floor: after a restart a late one belongs to another history.
  if (state.mode === 'restarting' || state.floor !== before) return state
  return { ...state, posts, floor: answer.next, heard: Math.max(state.heard, answer.rev) }
}

function loseSocket(state: ReaderState, event: { type: 'socket lost'; at: number; heardAt: number }): ReaderState {
  const wasComplete = state.contact.kind === 'live' && !isBehind(state)
  const completeAt = wasComplete ? Math.max(state.completeAt, event.heardAt) : state.completeAt
  return { ...state, completeAt, contact: nextContact(state.contact, event, isBehind(state)) }
}

/** A post that is not known although the reader is past its rev was removed before the page was made: a late answer must not bring it back. */
function withChanges(state: ReaderState, changes: Change[]): ReaderState {
  const isPast = (post: PostState) => post.rev <= state.position.rev && !state.posts.has(post.id)
  const posts = withPosts(
    state.posts,
    changes.flatMap(change => ('post' in change && !isPast(change.post) ? [change.post] : [])),
  )
  return changes.reduce(withSettings, { ...state, posts })
}

function withSettings(state: ReaderState, change: Change): ReaderState {
  if (!('cast' in change) || change.rev <= state.castRev) return state
  return { ...state, cast: { ...change.cast, counts: state.cast.counts }, castRev: change.rev }
}

function withCounts(state: ReaderState, counts: Cast['counts']): ReaderState {
  return { ...state, cast: { ...state.cast, counts } }
}

function withPosts(known: ReadonlyMap<string, PostState>, posts: PostState[]): ReadonlyMap<string, PostState> {
  const news = posts.filter(post => post.rev > (known.get(post.id)?.rev ?? -1))
  return news.length === 0 ? known : new Map([...known, ...news.map(post => [post.id, post] as const)])
}
