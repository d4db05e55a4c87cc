import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { deviceStorage } from '../../../lib/client/kept.ts'
import { askSlug } from '../../../lib/client/new-cast/ask-new-cast.ts'
import { ownLanguage } from '../../../lib/client/new-cast/languages.ts'
import { openNewCast } from '../../../lib/client/new-cast/open-new-cast.ts'
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
import { device, studioOutbox } from './studio-device.ts'

/** A new cast. What is typed stays on this device until the cast is made. */
export function NewCast({ person, session }: { person: Person; session: Session }) {
  const [store] = useState(() => openStore(person))
  const state = useSyncExternalStore(store.subscribe, store.state)
  useEffect(() => nameTab('New cast'), [])
  // The new cast's studio takes the form's place: Back leads to the casts, not to an empty form.
  useEffect(() => {
    if (state.state === 'made') replaceWith({ screen: 'cast', cast: state.form.id, sheet: null })
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
    store.create()
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
              <Problem id="new-cast-problem">{state.state === 'typing' && state.general}</Problem>
            </div>
            <button
              className={`${buttons.main} ${buttons.wide}`}
              type="submit"
              aria-disabled={state.state !== 'typing'}
            >
              {state.state === 'typing' ? 'Create cast' : 'Creating…'}
            </button>
          </div>
        </form>
      </main>
    </div>
  )
}

function openStore(person: Person) {
  const made = { id: newId(), timeZone: ownTimeZone(), lang: ownLanguage(navigator.languages) }
  const { store, flusher } = studioOutbox()
  return openNewCast({
    ...device,
    person: person.id,
    storage: deviceStorage(),
    askSlug,
    made,
    async start(cast) {
      await store.post({ person: person.id, cast: cast.id }, { op: cast.id, type: 'start', cast })
      flusher.wake()
    },
  })
}
