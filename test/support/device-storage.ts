import type { DeviceStorage } from '../../lib/client/kept.ts'

/** What a browser's localStorage does, in memory. `breakIt`: from then on the device keeps nothing more. */
export function deviceStorage(): DeviceStorage & { breakIt(): void } {
  const kept = new Map<string, string>()
  let isBroken = false
  return {
    getItem: name => kept.get(name) ?? null,
    setItem(name, value) {
      if (isBroken) throw new DOMException('full', 'QuotaExceededError')
      kept.set(name, value)
    },
    removeItem: name => void kept.delete(name),
    breakIt() {
      isBroken = true
    },
  }
}
