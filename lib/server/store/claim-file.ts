import { closeSync, openSync } from 'node:fs'

/**
 * Makes an empty file that its owner alone can read; false when there is one already. That one is not opened: to close it
 * again would drop the locks that this process has on it. Source: https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export function claimFile(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
