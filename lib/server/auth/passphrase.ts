import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, Buffer>(scrypt)

/** `salt.key`, both base64url: scrypt with Node's defaults, as an owner may choose a weak one. Source: RFC 7914. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString('base64url')}.${(await derive(normal(passphrase), salt, KEY_BYTES)).toString('base64url')}`
}

/** Compares in constant time. */
export async function isPassphrase(passphrase: string, hash: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.').map(part => Buffer.from(part, 'base64url'))
  const derived = await derive(normal(passphrase), Buffer.from(salt), KEY_BYTES)
  return key.length === KEY_BYTES && timingSafeEqual(derived, Buffer.from(key))
}

/** 80 bits as four groups of four letters and digits that are not mistaken for each other (Crockford's base 32). */
export function newPassphrase(): string {
  const letters = [...randomBytes(16)].map(byte => CROCKFORD[byte % 32])
  return [0, 4, 8, 12].map(at => letters.slice(at, at + 4).join('')).join('-')
}

const KEY_BYTES = 32
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/** The same letters typed on another keyboard are the same passphrase. */
function normal(passphrase: string): string {
  return passphrase.normalize('NFKC').trim()
}
