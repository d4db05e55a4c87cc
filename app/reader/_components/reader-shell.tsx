'use client'

import { useEffect, useState } from 'react'
import { isCastAnswer } from '../../../lib/client/live/read-answer.ts'
import type { ReaderStart } from '../../../lib/client/live/reader-event.ts'
import { ask } from '../../../lib/client/live/reading-calls.ts'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import buttons from '../../_look/button.module.css'
import { StatePageTitle, TroubleState } from '../../_look/state.tsx'
import { Topbar } from '../../_look/topbar.tsx'
import { KeptCastView } from '../../c/[cast]/_components/cast-view.tsx'

type Kept = { state: 'looking' } | { state: 'none' } | { state: 'found'; start: ReaderStart }

/** What this device has read of the cast at this address before, until there is a network and from then on live. */
export function ReaderShell() {
  const [kept, setKept] = useState<Kept>({ state: 'looking' })
  // The device's storage and the address are outside of what React knows.
  useEffect(() => {
    void keptCasts.read(slugOf(location.pathname)).then(found => {
      setKept(found === null ? { state: 'none' } : { state: 'found', start: found.start })
    })
  }, [])
  if (kept.state === 'looking') return null
  return kept.state === 'found' ? <KeptCastView start={kept.start} /> : <NothingSaved />
}

function NothingSaved() {
  useEffect(() => {
    const timer = setInterval(() => void openIfThere(), LOOK_MS) // it never throws
    addEventListener('online', openIfThere)
    return () => {
      clearInterval(timer)
      removeEventListener('online', openIfThere)
    }
  }, [])
  return (
    <>
      <Topbar />
      <main>
        <TroubleState
          icon="nosignal"
          title={<StatePageTitle>No signal, and nothing saved yet</StatePageTitle>}
          actions={
            <button className={buttons.button} type="button" onClick={() => location.reload()}>
              Try now
            </button>
          }
        >
          <p>Nothing of this cast is kept on this device. The page loads by itself when there is signal.</p>
        </TroubleState>
      </main>
    </>
  )
}

const LOOK_MS = 3_000

/** A word of our own server, be it that there is no such cast, is reason enough to load the page. */
async function openIfThere(): Promise<void> {
  const answer = await ask(fetch, `/api/casts/${slugOf(location.pathname)}`, isCastAnswer)
  if (answer.kind !== 'trouble') location.reload()
}

function slugOf(path: string): string {
  return path.split('/').at(-1) ?? ''
}
