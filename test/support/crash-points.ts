/**
 * Every call to the store and the Channels host that the first publish of a process makes, from its request to its push. A new one
 * belongs here, and is tested: what is called five times is killed at each of the five.
 */
export const CALLS = [
  'store.readPerson',
  'store.readCast',
  'store.ensureSecret',
  'store.readEntryByOp',
  'store.readCast',
  'store.readEntries',
  'store.readPost',
  'store.insertEntry',
  'store.readCast',
  'store.readEntries',
  'store.projectPost',
  'store.projectCast',
  'store.readCast',
  'store.readEntries',
  'store.readCast',
  'store.readEntries',
  'store.readEntries',
  'store.readPost',
  'channels.trigger',
  'store.readCast',
  'store.readEntries',
]
/** Those that a Channels host outside adds: it outlives the process, and so must what is known of how far it got. */
export const MARK_CALLS = ['store.moveMark', 'store.readMark']

/** Not part of a publish: the sweep, which runs at any time, and the question whether the app is well. */
const AROUND = new Set(['store.listChangedSince', 'store.ping'])

export function publishCalls(recorded: Set<string>): string[] {
  return [...recorded].filter(call => !AROUND.has(call)).sort()
}

export function kindsOf(calls: string[]): string[] {
  return [...new Set(calls)].sort()
}

/**
 * `before store.readCast#2` for the second of them, and `after …` where a call changes something: a death behind one that only reads leaves what a
 * death before the next call does.
 */
export function aroundEach(calls: string[]): string[] {
  return calls
    .map((call, at) => `${call}#${calls.slice(0, at + 1).filter(other => other === call).length}`)
    .flatMap(call => (call.startsWith('store.read') ? [`before ${call}`] : [`before ${call}`, `after ${call}`]))
}

/** Behind the commit: from here on nobody may have to send anything again. Not the reading of a mark, which the sweep does too. */
export const COMMITTED = new Set([
  'after store.insertEntry#1',
  ...aroundEach(['store.projectPost', 'store.projectCast', 'channels.trigger', 'store.moveMark']),
])
