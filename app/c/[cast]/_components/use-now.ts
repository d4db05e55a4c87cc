'use client'
import { createContext, useContext, useSyncExternalStore } from 'react'
import { tickingNow } from '../../../../lib/client/live/ticking-now.ts'

/** When the server made the page, in milliseconds: the first words of the browser must be those of the server. */
export const MadeAt = createContext(0)

/** Milliseconds since 1970, moving every 15 s. */
export function useNow(): number {
  const madeAt = useContext(MadeAt)
  return useSyncExternalStore(tickingNow.subscribe, tickingNow.now, () => madeAt)
}
