import { v7 } from 'uuid'

/** A UUIDv7 (RFC 9562). Works on plain http too, where `crypto.randomUUID` does not exist. */
export function newId(): string {
  return v7()
}
