/** What a browser tells a page about its network and its reader. */
export interface PageSignals {
  /** Calls back when it is worth asking again: the page is seen, comes back from the cache, or the network is back. */
  onWake(listener: () => void): () => void
  /** Calls back when the page goes away, perhaps to come back from the browser's cache. */
  onHide(listener: () => void): () => void
  /** Calls back when nobody sees the page any more: on a phone it may be ended from now on without a word. */
  onUnseen(listener: () => void): () => void
  /** Calls back when `isOnline` may have changed. */
  onNetwork(listener: () => void): () => void
  /** The browser's guess: good for words, never a reason not to try. */
  isOnline(): boolean
}

export const pageSignals: PageSignals = {
  onWake(listener) {
    const onVisible = () => document.visibilityState === 'visible' && listener()
    // The first `pageshow` is the page's own loading, which has just brought everything.
    const onShow = (event: Event) => event instanceof PageTransitionEvent && event.persisted && listener()
    return listenAll([
      [document, 'visibilitychange', onVisible],
      [window, 'pageshow', onShow],
      [window, 'online', listener],
    ])
  },
  onHide: listener => listenAll([[window, 'pagehide', listener]]),
  onUnseen: listener =>
    listenAll([
      [document, 'visibilitychange', () => document.visibilityState === 'hidden' && listener()],
      [window, 'pagehide', listener],
    ]),
  onNetwork: listener =>
    listenAll([
      [window, 'online', listener],
      [window, 'offline', listener],
    ]),
  isOnline: () => navigator.onLine,
}

function listenAll(wanted: [EventTarget, string, (event: Event) => void][]): () => void {
  for (const [target, name, listener] of wanted) target.addEventListener(name, listener)
  return () => {
    for (const [target, name, listener] of wanted) target.removeEventListener(name, listener)
  }
}
