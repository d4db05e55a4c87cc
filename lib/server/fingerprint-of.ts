import { createHmac } from 'node:crypto'

/**
 * HMAC-SHA256 of an op as it was received, keys sorted: tells "the same again" from "another under the same id".
 * Keyed, so that a short text that was removed since cannot be found again by guessing.
 */
export function fingerprintOf(op: unknown, secret: string): string {
  return createHmac('sha256', secret).update(canonical(op)).digest('base64url')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
