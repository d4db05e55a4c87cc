import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../shared/new-id.ts'
import type { Person, Store } from '../store/store.ts'
import { hashPassphrase, isPassphrase, newPassphrase } from './passphrase.ts'

/** What the first start prints, and nobody sees again. */
export interface FirstRun {
  /** Null when it came from the configuration. */
  passphrase: string | null
  /** Token of `/signin/once/:token`. */
  token: string
}

/** Makes the owner on the first run (null later), and sees to it that a passphrase from the configuration is in force. `now` in milliseconds. */
export async function ensureOwner(store: Store, configured: string | undefined, now: number): Promise<FirstRun | null> {
  const owner = await store.readOwner()
  if (owner !== null) {
    await applyConfigured(store, owner, configured)
    return null
  }
  const passphrase = configured ?? newPassphrase()
  const person = { id: newId(), name: 'Owner', epoch: 1, passphrase: await hashPassphrase(passphrase) }
  if (!(await store.insertOwner(person))) return null // another process was first, and prints
  return { passphrase: configured ? null : passphrase, token: await newSigninLink(store, person.id, now) }
}

/** Sets a new passphrase and ends all sessions. Throws when there is no owner yet. */
export async function changePassphrase(store: Store, passphrase: string): Promise<void> {
  const owner = await store.readOwner()
  if (owner === null) throw new Error('There is no owner yet. Start PusherCast once; it makes one.')
  await store.setPassphrase(owner.id, await hashPassphrase(passphrase))
}

/** The form in which the token of a link is kept. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

const LINK_MS = 24 * 60 * 60 * 1000

async function applyConfigured(store: Store, owner: Person, configured: string | undefined): Promise<void> {
  if (configured === undefined || (await isPassphrase(configured, owner.passphrase))) return
  await store.setPassphrase(owner.id, await hashPassphrase(configured))
}

async function newSigninLink(store: Store, person: string, now: number): Promise<string> {
  const token = randomBytes(16).toString('base64url')
  await store.insertSigninLink({ hash: hashToken(token), person, expiresAt: new Date(now + LINK_MS).toISOString() })
  return token
}
