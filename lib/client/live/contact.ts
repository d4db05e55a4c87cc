/**
 * How changes reach the reader. `since`, in milliseconds: from when on something may be missing.
 * - `live`: the socket brings them.
 * - `catching up`: the socket is there, and what was missed before is being asked for.
 * - `waiting`: no socket, and nobody has asked since.
 * - `polling`: no socket, but asking works.
 * - `lost`: no socket, and asking fails.
 */
export type Contact =
  | { kind: 'live' }
  | { kind: 'catching up'; since: number }
  | { kind: 'waiting'; since: number }
  | { kind: 'polling' }
  | { kind: 'lost'; since: number }

export type ContactEvent =
  | { type: 'socket up'; at: number }
  | { type: 'socket lost'; at: number }
  | { type: 'answer'; at: number }
  | { type: 'trouble'; at: number }

/** Pure. `isBehind`: the reader is known to miss something after the event. */
export function nextContact(contact: Contact, event: ContactEvent, isBehind: boolean): Contact {
  const since = 'since' in contact ? contact.since : event.at
  switch (event.type) {
    case 'socket up':
      return contact.kind === 'live' ? contact : { kind: 'catching up', since }
    case 'socket lost':
      return hasSocket(contact) ? { kind: 'waiting', since } : contact
    case 'answer':
      if (isBehind) return contact
      return hasSocket(contact) ? { kind: 'live' } : { kind: 'polling' }
    case 'trouble':
      if (!hasSocket(contact)) return { kind: 'lost', since }
      return isBehind ? { kind: 'catching up', since } : contact
    default:
      return event satisfies never
  }
}

export function hasSocket(contact: Contact): boolean {
  return contact.kind === 'live' || contact.kind === 'catching up'
}
