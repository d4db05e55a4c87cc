import { StoreUnavailable } from './store.ts'

/** Source: https://sqlite.org/rescode.html */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY')
}

export function isTaken(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CONSTRAINT')
}

/** SQL that is wrong, as against a file that is. */
export function isOurMistake(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_ERROR'
}

/** What a failed call throws: trouble with lock, disk or file can pass, so it is told apart from our own mistakes. */
export function storeError(error: unknown): unknown {
  const code = codeOf(error)
  return PASSING.some(prefix => code.startsWith(prefix)) ? new StoreUnavailable(code, { cause: error }) : error
}

const PASSING = ['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_IOERR', 'SQLITE_FULL', 'SQLITE_CANTOPEN', 'SQLITE_READONLY']

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
