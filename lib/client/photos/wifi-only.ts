import { withOutboxDb } from '../outbox/with-outbox-db.ts'

/** Whether photos wait for Wi-Fi on this device: kept where the service worker can read it too. */
export function readWifiOnly(): Promise<boolean> {
  return withOutboxDb(async db => (await db.get('choices', 'wifiOnly')) ?? false)
}

export function chooseWifiOnly(isChosen: boolean): Promise<void> {
  return withOutboxDb(async db => void (await db.put('choices', isChosen, 'wifiOnly')))
}

/** Whether this browser can tell at all; elsewhere the choice is not offered. Source: https://wicg.github.io/netinfo/ */
export function knowsNetwork(): boolean {
  return networkOf() !== undefined
}

/** Whether the bytes of photos may go over the network that there is now. */
export async function mayUpload(): Promise<boolean> {
  return !isMetered() || !(await readWifiOnly())
}

/** Told when there is another network. */
export function onNetwork(listener: () => void): () => void {
  const network = networkOf()
  network?.addEventListener('change', listener)
  return () => network?.removeEventListener('change', listener)
}

/** By what it is, where the browser says so, else by how it behaves. */
function isMetered(): boolean {
  const { type, saveData, effectiveType } = networkOf() ?? {}
  if (saveData) return true
  return type === undefined ? effectiveType !== undefined && effectiveType !== '4g' : type === 'cellular'
}

interface Network extends EventTarget {
  type?: string
  saveData?: boolean
  effectiveType?: string
}

function networkOf(): Network | undefined {
  return (navigator as { connection?: Network }).connection
}
