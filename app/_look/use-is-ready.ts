import { useSyncExternalStore } from 'react'

/** True once the page answers to taps: until then a form would be sent by the browser alone. */
export function useIsReady(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
