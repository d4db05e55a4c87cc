import type { Clock } from '../live/clock.ts'
import type { Lease } from './outbox-db.ts'

/** Lets one flush run at a time, over all tabs and the worker. Who waits gives up when it is told to stop. */
export interface FlushLock {
  run(work: () => Promise<void>, stopped: AbortSignal): Promise<void>
}

/** What is done one at a time: words never wait for photos. */
export type LockName = 'pushercast-flush' | 'pushercast-photos'

/** By Web Locks, which the browser frees when a tab or the worker dies. They are there on secure pages only. */
export function webFlushLock(locks: Pick<LockManager, 'request'>, name: LockName = 'pushercast-flush'): FlushLock {
  return {
    async run(work, stopped) {
      try {
        await locks.request(name, { signal: stopped }, work)
      } catch (error) {
        if (!stopped.aborted) throw error // told to stop while it waited
      }
    },
  }
}

/** Where leases are written down: takes one unless somebody else has one that runs, and gives it back. */
export interface LeaseStore {
  takeLease(lease: Lease): Promise<boolean>
  endLease(lease: Pick<Lease, 'name' | 'holder'>): Promise<void>
}

/**
 * By a lease that is renewed while the work runs. A tab that died holds up the others until its lease has run out. Should two run after all (a
 * tab was frozen), ops go out twice, which does no harm.
 */
export function leaseFlushLock(
  leases: LeaseStore,
  { clock, holder, name = 'pushercast-flush' }: { clock: Clock; holder: string; name?: LockName },
): FlushLock {
  const take = () => leases.takeLease({ name, holder, since: clock.now(), until: clock.now() + LEASE_MS })
  const wait = (ms: number) => new Promise<void>(resolve => clock.after(ms, resolve))
  return {
    async run(work, stopped) {
      while (!(await take())) {
        if (stopped.aborted) return
        await wait(LOOK_MS)
      }
      let cancel = () => {}
      const renew = () => {
        cancel = clock.after(LEASE_MS / 3, () => void take().then(renew, renew)) // one that is lost is lost: see above
      }
      renew()
      try {
        await work()
      } finally {
        cancel()
        await leases.endLease({ name, holder })
      }
    },
  }
}

const LEASE_MS = 15_000
const LOOK_MS = 500
