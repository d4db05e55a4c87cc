/** The part of `localStorage` that we use. Every call may throw: private windows, full phones, blocked cookies. */
export type DeviceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** This device's own. A browser that blocks it gives one that keeps nothing. */
export function deviceStorage(): DeviceStorage {
  try {
    return localStorage
  } catch {
    return { getItem: () => null, setItem: blocked, removeItem: () => {} }
  }
}

function blocked(): never {
  throw new Error('this browser blocks storage')
}

const PREFIX = 'pushercast.'

/** The names of what is kept on this device. */
export const keptAs = {
  person: `${PREFIX}person`,
  /** True once the person wants to hear no more of the home screen. */
  noHint: `${PREFIX}no-hint`,
  /** The cast that was open last, by id. */
  lastCast: ({ person }: { person: string }) => `${PREFIX}last-cast.${person}`,
  lastWords: ({ cast, person }: { cast: string; person: string }) => `${PREFIX}last-words.${person}.${cast}`,
  newCast: ({ person }: { person: string }) => `${PREFIX}new-cast.${person}`,
}

/** Null when there is nothing, or nothing that can be read. */
export function readKept(storage: DeviceStorage, name: string): unknown {
  try {
    return JSON.parse(storage.getItem(name) ?? 'null')
  } catch {
    return null
  }
}

/** False when the device did not keep it: the caller says so. */
export function keep(storage: DeviceStorage, name: string, value: unknown): boolean {
  try {
    storage.setItem(name, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** False when the device did not let go of it. */
export function letGo(storage: DeviceStorage, name: string): boolean {
  try {
    storage.removeItem(name)
    return true
  } catch {
    return false
  }
}
