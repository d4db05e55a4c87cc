import { askDelay, soonDelay } from './ask-delay.ts'
import type { ChannelListener, ChannelPort } from './channel-port.ts'
import type { Clock } from './clock.ts'
import { type ConnectionLine, lineChangesIn, nextLine } from './connection-line.ts'
import { hasSocket } from './contact.ts'
import type { Patience } from './hedged.ts'
import type { PageSignals } from './page-signals.ts'
import { type Answer, isChangeEvent } from './read-answer.ts'
import type { ReaderEvent, ReaderStart } from './reader-event.ts'
import { isBehind, nextReader, type ReaderState, startReader } from './reader-state.ts'
import { askCast, askChanges, askNewest, askOlder, type Fetch, patienceOf } from './reading-calls.ts'

export interface FollowParts {
  start: ReaderStart
  /** The start is a copy of another time: there is no reason to wait before asking what happened since. */
  isKept?: boolean
  fetch: Fetch
  channels: ChannelPort
  clock: Clock
  /** From 0 up to 1. */
  random: () => number
  signals: PageSignals
}

/** What the page shows: the same object until something changes. */
export interface Reading {
  reader: ReaderState
  line: ConnectionLine
  /** The page of older posts that was asked for. */
  older: 'idle' | 'loading' | 'failed'
}

export interface CastFollower {
  reading(): Reading
  subscribe(listener: () => void): () => void
  /** Loads the page of posts that follows the last one. A second call while one is on its way does nothing. */
  loadOlder(): Promise<void>
  stop(): void
}

/** Keeps a reader fresh until it is stopped: listens to the cast's channel, and asks whenever something may have been missed. */
export function followCast({
  start,
  isKept = false,
  fetch,
  channels,
  clock,
  random,
  signals,
}: FollowParts): CastFollower {
  let reading: Reading = { reader: startReader(start), line: { says: 'nothing' }, older: 'idle' }
  let attempt = 0
  let isAsking = false
  let reasons = 0
  let heardAt = clock.now()
  let isStopped = false
  let cancelAsk = () => {}
  /** When the next question is due, milliseconds. */
  let askAt = Number.POSITIVE_INFINITY
  let cancelLine = () => {}
  const listeners = new Set<() => void>()
  const channel = channelOf(channels)

  function show(next: Reading): void {
    reading = next
    for (const listener of listeners) listener()
  }

  function dispatch(event: ReaderEvent): void {
    const reader = nextReader(reading.reader, event)
    if (isStopped || reader === reading.reader) return
    show({ ...reading, reader })
    if (reader.mode === 'gone') {
      stop()
      return
    }
    channel.follow(reader.cast.channel, listener)
    updateLine()
  }

  function updateLine(): void {
    const facts = { contact: reading.reader.contact, isOnline: signals.isOnline(), now: clock.now() }
    const line = nextLine(reading.line, facts)
    if (line.says !== reading.line.says) show({ ...reading, line })
    cancelLine()
    const wait = lineChangesIn(line, facts)
    if (wait !== null) cancelLine = clock.after(wait, updateLine)
  }

  // One question at a time. A reason that comes while one is on its way gets its own afterwards: the answer under way may be older.
  async function ask(): Promise<void> {
    reasons += 1
    if (isStopped || isAsking) return
    isAsking = true
    cancelAsk()
    const answered = reasons
    const { event, ...wishes } = await catchUp(fetch, reading.reader, patienceOf(reading.reader, { attempt, clock }))
    isAsking = false
    if (!isStopped) settle(event, { ...wishes, isAgain: reasons > answered })
  }

  function settle(event: ReaderEvent, { isAgain, ...wishes }: Omit<Caught, 'event'> & { isAgain: boolean }): void {
    const before = reading.reader
    dispatch(event)
    const isMore = event.type === 'changes' && event.answer.more && before.position.rev < reading.reader.position.rev
    const isGood = isMore || event.type === 'restarted' || (event.type !== 'trouble' && !isBehind(reading.reader))
    attempt = isGood ? 0 : attempt + 1
    // The server is there again, so its sockets may be: the Channels client alone would wait up to a minute.
    if (before.contact.kind === 'lost' && event.type !== 'trouble') channels.retry()
    // Events were not listened to while everything was loaded again.
    const isNow = isAgain || isMore || event.type === 'afresh'
    planAsk({ ...wishes, isNow })
  }

  function planAsk({ isNow, ...wishes }: Omit<Caught, 'event'> & { isNow: boolean }): void {
    planAskIn(isNow ? 0 : askDelay(reading.reader, { ...wishes, attempt, random }))
  }

  /** Never later than planned: who says so again and again must not put it off. */
  function askBefore(ms: number): void {
    if (clock.now() + ms < askAt) planAskIn(ms)
  }

  function planAskIn(ms: number): void {
    cancelAsk()
    if (isStopped || isAsking) return
    askAt = clock.now() + ms
    cancelAsk = clock.after(ms, () => void ask()) // it never throws: what fails comes back as an event
  }

  const listener: ChannelListener = {
    subscribed() {
      heardAt = clock.now()
      dispatch({ type: 'socket up', at: heardAt })
      void ask() // as above
    },
    lost() {
      const { contact } = reading.reader
      if (contact.kind === 'polling') askBefore(soonDelay(random)) // the next poll is far away, and the network may be gone again
      if (!hasSocket(contact)) return
      dispatch({ type: 'socket lost', at: clock.now(), heardAt })
      attempt = 0
      planAsk({ isNow: false })
    },
    alive() {
      heardAt = clock.now()
    },
    event(data) {
      if (!isChangeEvent(data)) return
      heardAt = clock.now()
      dispatch({ type: 'event', event: data, at: heardAt })
      if (isBehind(reading.reader) && attempt === 0) void ask() // as above
    },
  }

  function wake(): void {
    if (!hasSocket(reading.reader.contact)) channels.retry()
    void ask() // as above
  }

  async function loadOlder(): Promise<void> {
    const { floor } = reading.reader
    if (floor === null || reading.older === 'loading' || isStopped) return
    show({ ...reading, older: 'loading' })
    const answer = await askOlder(fetch, reading.reader, floor)
    if (isStopped) return
    show({ ...reading, older: answer.kind === 'answer' ? 'idle' : 'failed' })
    if (answer.kind === 'answer') dispatch({ type: 'older', answer: answer.body, before: floor })
    if (isBehind(reading.reader) && attempt === 0) void ask() // as above
  }

  const forget = [signals.onWake(wake), signals.onNetwork(updateLine)]

  function stop(): void {
    isStopped = true
    cancelAsk()
    cancelLine()
    channel.leave()
    for (const forgetOne of forget) forgetOne()
  }

  channel.follow(reading.reader.cast.channel, listener)
  updateLine()
  planAsk({ isNow: isKept })
  return {
    reading: () => reading,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    loadOlder,
    stop,
  }
}

/** One channel at a time; a cast moves to another when its visibility changes. */
function channelOf(channels: ChannelPort) {
  let name: string | null = null
  let leave = () => {}
  return {
    follow(wanted: string, listener: ChannelListener): void {
      if (name === wanted) return
      name = wanted
      leave()
      listener.lost()
      leave = channels.follow(wanted, listener)
    },
    leave: () => leave(),
  }
}

interface Caught {
  event: ReaderEvent
  /** Seconds. */
  retryAfter?: number
  /** It was our server that said no. */
  isRefused?: true
}

/** Asks for what is missing, or for everything after a restart of the log. */
async function catchUp(fetch: Fetch, reader: ReaderState, patience: Patience): Promise<Caught> {
  const { clock } = patience
  if (reader.mode === 'restarting') return loadAfresh(fetch, reader, patience)
  const answer = await askChanges(fetch, reader, patience)
  if (answer.kind !== 'answer') return notAnswered(answer, clock)
  return { event: { type: 'changes', answer: answer.body, at: clock.now() } }
}

async function loadAfresh(fetch: Fetch, reader: ReaderState, patience: Patience): Promise<Caught> {
  const { clock } = patience
  const at = clock.now()
  const cast = await askCast(fetch, reader, patience)
  if (cast.kind !== 'answer') return notAnswered(cast, clock)
  const page = await askNewest(fetch, reader, patience)
  if (page.kind !== 'answer') return notAnswered(page, clock)
  return { event: { type: 'afresh', cast: cast.body, page: page.body, at } }
}

function notAnswered(answer: Exclude<Answer<unknown>, { kind: 'answer' }>, clock: Clock): Caught {
  const trouble: ReaderEvent = { type: 'trouble', at: clock.now() }
  if (answer.kind === 'trouble') return { event: trouble }
  if (answer.error.code === 'log_restarted') return { event: { type: 'restarted' } }
  if (answer.error.code === 'not_found') return { event: { type: 'gone' } }
  return { event: trouble, retryAfter: answer.error.retryAfter, isRefused: true }
}
