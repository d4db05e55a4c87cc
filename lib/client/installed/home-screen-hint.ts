import { type DeviceStorage, keep, keptAs, readKept } from '../kept.ts'

/**
 * What there is to say about an app that opens without signal. `install`: the browser offers to put it on the home screen. `steps`: the person can
 * do that by hand, as on iOS. `needs signal`: the address is not https, so no browser keeps the app. Null when it is there already, when the
 * browser has no such thing, or once the person has said "Not now".
 */
export type HomeScreenHint = 'install' | 'steps' | 'needs signal' | null

export interface HomeScreen {
  hint(): HomeScreenHint
  subscribe(listener: () => void): () => void
  /** Has the browser ask its own question. It does so once for each offer. */
  install(): Promise<void>
  /** Not again on this device. */
  dismiss(): void
}

/** Opened as early as can be: a browser makes its offer once, soon after the page was loaded. */
export function openHomeScreen(storage: DeviceStorage): HomeScreen {
  let offer: InstallOffer | null = null
  let hint: HomeScreenHint = readKept(storage, keptAs.noHint) === true ? null : hintAtOpening()
  const listeners = new Set<() => void>()

  function show(next: HomeScreenHint): void {
    hint = readKept(storage, keptAs.noHint) === true ? null : next
    for (const listener of listeners) listener()
  }

  window.addEventListener('beforeinstallprompt', event => {
    event.preventDefault() // the browser's own bar would lie over the composer
    offer = event
    show('install')
  })
  window.addEventListener('appinstalled', () => show(null))
  return {
    hint: () => hint,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async install() {
      show(null)
      await offer?.prompt().catch(() => undefined) // taken once already
    },
    dismiss() {
      keep(storage, keptAs.noHint, true) // a device that keeps nothing hears it again the next time
      show(null)
    },
  }
}

function hintAtOpening(): HomeScreenHint {
  if (!isSecureContext) return 'needs signal'
  return isIos() && !isInstalled() ? 'steps' : null
}

/** WebKit on iOS says whether it stands on the home screen; a Mac with the same word has no touch screen. */
function isIos(): boolean {
  return navigator.standalone !== undefined && navigator.maxTouchPoints > 1
}

export function isInstalled(): boolean {
  return navigator.standalone === true || matchMedia('(display-mode: standalone)').matches
}
