import type { MongoServerError } from 'mongodb'
import { ConfigError } from '../config.ts'
import { StoreUnavailable } from './store.ts'

/** Runs one step against the database; throws `StoreUnavailable` for what can pass. */
export async function guarded<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw storeError(error)
  }
}

/** False, instead of an error, when a unique index refused it. */
export async function insertedBy(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step()
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

/** Throws `ConfigError` for what only the database's operator can mend. */
export async function permitted(step: () => Promise<unknown>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!isOfServer(error) || !REFUSALS.has(Number(error.code))) throw error
    throw new ConfigError([
      `The database of MONGODB_URI refuses this user (${error.codeName ?? error.code}). It needs the role readWrite on the database that the address names, and its password there.`,
    ])
  }
}

function isTaken(error: unknown): boolean {
  return isOfServer(error) && error.code === DUPLICATE_KEY
}

function storeError(error: unknown): unknown {
  if (!isOutside(error) || isOurMistake(error)) return error
  return new StoreUnavailable(`${error.name}: ${error.message}`, { cause: error })
}

// By name, as the driver is loaded only where there is a MongoDB.

/** Of the driver, or of the name service that it asks where an address begins with `mongodb+srv`. */
function isOutside(error: unknown): error is Error {
  return error instanceof Error && (error.name.startsWith('Mongo') || 'syscall' in error)
}

/** What the database itself has answered. */
function isOfServer(error: unknown): error is MongoServerError {
  return isOutside(error) && 'code' in error && typeof error.code === 'number'
}

/** A command that is wrong, as against a server that cannot do it now. */
function isOurMistake(error: Error): boolean {
  return WRONG_USES.has(error.name) || (isOfServer(error) && MISTAKES.has(Number(error.code)))
}

/** Of the driver. */
const WRONG_USES = new Set(['MongoInvalidArgumentError', 'MongoAPIError', 'MongoCompatibilityError'])
/** Source: https://www.mongodb.com/docs/manual/reference/error-codes/ */
const DUPLICATE_KEY = 11_000
/** Unauthorized, AuthenticationFailed, AtlasError (which is how a hosted cluster says the same). */
const REFUSALS = new Set([13, 18, 8000])
/** BadValue, FailedToParse, TypeMismatch, CommandNotFound, InvalidOptions, NotImplemented. */
const MISTAKES = new Set([2, 9, 14, 59, 72, 238])
