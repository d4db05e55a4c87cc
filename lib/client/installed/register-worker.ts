import type { Workbox } from 'workbox-window'

/** What there is to say about the app's version. `waiting`: a newer one is on this device and takes over when the person says so. */
export type AppVersion = 'current' | 'waiting'

export interface WorkerRegistration {
  version(): AppVersion
  subscribe(listener: () => void): () => void
  /** Takes the newer version: the page loads again with it. */
  update(): void
}

/** Registers the service worker, and notices a newer one. On pages that are not secure there is none, and the app needs the network to open. */
export function registerWorker(): WorkerRegistration {
  let version: AppVersion = 'current'
  let workbox: Workbox | null = null
  let registration: ServiceWorkerRegistration | undefined
  const listeners = new Set<() => void>()

  function show(next: AppVersion): void {
    version = next
    for (const listener of listeners) listener()
  }

  async function register(): Promise<void> {
    if (!('serviceWorker' in navigator)) return
    const { Workbox } = await import('workbox-window')
    workbox = new Workbox('/sw.js')
    workbox.addEventListener('waiting', () => show('waiting'))
    registration = await workbox.register()
    setInterval(() => void workbox?.update().catch(() => undefined), CHECK_MS) // without a network there is nothing newer
  }

  // A page works without it; the next one tries again.
  void register().catch(() => undefined)
  return {
    version: () => version,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    update() {
      // In this tab alone: others may be typed into, and go on with the version that they have. One of them may have let it take over.
      if (!registration?.waiting) return location.reload()
      workbox?.addEventListener('controlling', () => location.reload())
      workbox?.messageSkipWaiting()
    },
  }
}

const CHECK_MS = 60 * 60 * 1000
