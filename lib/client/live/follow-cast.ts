import { askDelay } from './ask-delay.ts'
import { type Caught, catchUp } from './catch-up.ts'
import type { ChannelListener, ChannelPort } from './channel-port.ts'
import type { Clock } from './clock.ts'
import { type ConnectionLine, lineChangesIn, nextLine } from './connection-line.ts'
import { hasSocket } from './contact.ts'
import { oneChannel } from './one-channel.ts'
import type { PageSignals } from './page-signals.ts'
import { isChangeEvent } from './read-answer.ts'
import type { ReaderEvent, ReaderStart } from './reader-event.ts'
import { isBehind, nextReader, type ReaderState, startReader } from './reader-state.ts'
import { askOlder, type Fetch, patienceOf } from './reading-calls.ts'

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
  /** How many follow the cast now, this page with them; null while nobody says so. */
  watching: number | null
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
  let reading: Reading = { reader: startReader(start), line: { says: 'nothing' }, older: 'idle', watching: null }
  let attempt = 0
  let isAsking = false
  let reasons = 0
  let heardAt = clock.now()
  let isStopped = false
  let cancelAsk = () => {}
  /** Answers in a row that came without a socket. */
  let polls = 0
  let cancelLine = () => {}
  const listeners = new Set<() => void>()
  const channel = oneChannel(channels)

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
    polls = before.contact.kind === 'polling' && isGood ? polls + 1 : 0
    // The server is there again, so its sockets may be: the Channels client alone would wait up to a minute.
    if (before.contact.kind === 'lost' && event.type !== 'trouble') channels.retry()
    // Events were not listened to while everything was loaded again.
    const isNow = isAgain || isMore || event.type === 'afresh'
    planAsk({ ...wishes, isNow })
  }

  function planAsk({ isNow, ...wishes }: Omit<Caught, 'event'> & { isNow: boolean }): void {
    cancelAsk()
    if (isStopped || isAsking) return
    const delay = isNow ? 0 : askDelay(reading.reader, { ...wishes, attempt, polls, random })
    cancelAsk = clock.after(delay, () => void ask()) // it never throws: what fails comes back as an event
  }

  const listener: ChannelListener = {
    subscribed() {
      heardAt = clock.now()
      dispatch({ type: 'socket up', at: heardAt })
      void ask() // as above
    },
    lost() {
      if (!hasSocket(reading.reader.contact)) return
      dispatch({ type: 'socket lost', at: clock.now(), heardAt })
      if (reading.watching !== null) show({ ...reading, watching: null })
      attempt = 0
      planAsk({ isNow: false })
    },
    alive() {
      heardAt = clock.now()
    },
    counted(followers) {
      if (!isStopped) show({ ...reading, watching: followers })
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
