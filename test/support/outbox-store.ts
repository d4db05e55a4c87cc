import 'fake-indexeddb/auto'
import { idbOutboxStore } from '../../lib/client/outbox/idb-outbox-store.ts'
import { openOutboxDb } from '../../lib/client/outbox/outbox-db.ts'

let devices = 0

/** The outbox's own code over an IndexedDB in memory. Each name is a device of its own; without one it is a new device. */
export function newOutboxStore(device = newDevice()) {
  return idbOutboxStore(onLost => openOutboxDb(onLost, device))
}

export function newDevice(): string {
  devices += 1
  return `device-${devices}`
}
