import type { PageSignals } from '../../lib/client/live/page-signals.ts'

/** A page's signals, given by hand. */
export function fakeSignals() {
  const listeners = {
    wake: new Set<() => void>(),
    hide: new Set<() => void>(),
    unseen: new Set<() => void>(),
    network: new Set<() => void>(),
  }
  const on = (name: keyof typeof listeners) => (listener: () => void) => {
    listeners[name].add(listener)
    return () => listeners[name].delete(listener)
  }
  const tell = (name: keyof typeof listeners) => () => {
    for (const listener of listeners[name]) listener()
  }
  const signals = {
    online: true,
    port: {
      onWake: on('wake'),
      onHide: on('hide'),
      onUnseen: on('unseen'),
      onNetwork: on('network'),
      isOnline: (): boolean => signals.online,
    } satisfies PageSignals,
    wake: tell('wake'),
    hide: tell('hide'),
    unseen: tell('unseen'),
    network: tell('network'),
  }
  return signals
}
