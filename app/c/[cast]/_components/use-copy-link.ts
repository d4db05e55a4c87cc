'use client'
import { useEffect, useState } from 'react'
import { copyText } from '../../../../lib/client/live/copy-text.ts'

/** Copies the address of `path`. `outcome`: what to say about it, for two seconds. */
export function useCopyLink(path: string): { outcome: string | undefined; copy: () => void } {
  const [outcome, setOutcome] = useState<string>()
  // The words go by themselves.
  useEffect(() => {
    if (outcome === undefined) return
    const timer = setTimeout(setOutcome, SHOWN_MS, undefined)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = () => {
    void copyText(new URL(path, location.href).href).then(
      isCopied => setOutcome(isCopied ? 'Link copied' : 'Not copied'), // copyText never throws
    )
  }
  return { outcome, copy }
}

const SHOWN_MS = 2_000
