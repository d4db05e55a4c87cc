import { nextEntry, type OutboxEntry } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

/** What waited for a person's sign-in may go. Pure. */
export function releaseSignedOut(entries: readonly OutboxEntry[], person: string): Change<void> {
  return release(
    entries.filter(entry => entry.person === person && entry.state === 'held' && entry.because.reason === 'signed_out'),
  )
}

/** What came too late for a cast that has been opened again may go. Pure. */
export function releaseReopened(entries: readonly OutboxEntry[]): Change<void> {
  return release(
    entries.filter(
      entry => entry.state === 'held' && entry.because.reason === 'refused' && entry.because.code === 'cast_ended',
    ),
  )
}

/** The server's history is another one now: what it had confirmed goes out again, with the same ids. Pure. */
export function restartLog(entries: readonly OutboxEntry[]): Change<void> {
  const confirmed = entries.filter(entry => entry.state === 'confirmed')
  return { put: confirmed.map(entry => nextEntry(entry, { type: 'log restarted' })), value: undefined }
}

function release(held: OutboxEntry[]): Change<void> {
  return { put: held.map(entry => nextEntry(entry, { type: 'released' })), value: undefined }
}
