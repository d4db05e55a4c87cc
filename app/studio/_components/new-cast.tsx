import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { deviceStorage } from '../../../lib/client/kept.ts'
import { askNewCast, askSlug } from '../../../lib/client/new-cast/ask-new-cast.ts'
import { ownLanguage } from '../../../lib/client/new-cast/languages.ts'
import { type NewCastState, openNewCast } from '../../../lib/client/new-cast/open-new-cast.ts'
import { ownTimeZone } from '../../../lib/client/own-time-zone.ts'
import type { Person, Session } from '../../../lib/client/session.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import { nameTab } from './name-tab.ts'
import { NewCastFields } from './new-cast-fields.tsx'
import screen from './screen.module.css'
import { SessionNotice } from './session-notice.tsx'
import { replaceWith } from './studio-address.ts'
import { FormBar } from './studio-bar.tsx'
import { device, studioSession } from './studio-device.ts'

/** A new cast. What is typed stays on this device until the cast is made. */
export function NewCast({ person, session }: { person: Person; session: Session }) {
  const [store] = useState(() => openStore(person))
  const state = useSyncExternalStore(store.subscribe, store.state)
  useEffect(() => nameTab('New cast'), [])
  // The new cast's studio takes the form's place: Back leads to the casts, not to an empty form.
  useEffect(() => {
    if (state.state !== 'made') return
    replaceWith({ screen: 'cast', cast: state.cast.id, sheet: null })
    void studioSession().refresh() // with the new cast among the person's own; it never throws
  }, [state])

  const form = useRef<HTMLFormElement>(null)
  const isPressed = useRef(false)
  // Refused here or by the server: what is wrong is on the page by now, and the first of it gets the focus.
  useEffect(() => {
    if (!isPressed.current || state.state !== 'typing') return
    isPressed.current = false
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [state])

  function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    isPressed.current = true
    if (state.state === 'unanswered') store.retry()
    else store.create()
  }

  return (
    <div className={screen.screen}>
      <FormBar title="New cast" />
      <main className={screen.main}>
        <form className={screen.main} ref={form} noValidate onSubmit={create}>
          <div className={screen.scroll}>
            <SessionNotice place={{ screen: 'new' }} session={session} />
            <NewCastFields state={state} store={store} />
          </div>
          <div className={screen.ruledFoot}>
            <div role="alert">
              <Problem id="new-cast-problem">{generalProblem(state)}</Problem>
            </div>
            <button
              className={`${buttons.main} ${buttons.wide}`}
              type="submit"
              aria-disabled={state.state === 'asking'}
            >
              {BUTTON[state.state]}
            </button>
          </div>
        </form>
      </main>
    </div>
  )
}

const BUTTON = { typing: 'Create cast', asking: 'Creating…', unanswered: 'Try again', made: 'Creating…' } as const

const UNANSWERED = 'No answer from the server, so the cast may be made or not. Trying again makes no second one.'

function generalProblem(state: NewCastState): string | null {
  return state.state === 'typing' ? state.general : state.state === 'unanswered' ? UNANSWERED : null
}

function openStore(person: Person) {
  const made = { id: newId(), timeZone: ownTimeZone(), lang: ownLanguage(navigator.languages) }
  return openNewCast({ ...device, person: person.id, storage: deviceStorage(), askNewCast, askSlug, made })
}
