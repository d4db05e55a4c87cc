'use client'

import { type FormEvent, useRef, useState } from 'react'
import { safeNext } from '../../../lib/client/safe-next.ts'
import { signInWithPassphrase } from '../../../lib/client/sign-in.ts'
import { signInSentence } from '../../../lib/client/sign-in-sentence.ts'
import buttons from '../../_look/button.module.css'
import { useIsReady } from '../../_look/use-is-ready.ts'
import styles from '../signin.module.css'
import { NameField } from './name-field.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { Waiting } from './waiting.tsx'

/** Name and passphrase. What is wrong stands under the passphrase, which then has the focus. */
export function SignInForm() {
  const isReady = useIsReady()
  const passphrase = useRef<HTMLInputElement>(null)
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState('')

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    // Read at the end: password managers fill fields without telling the page.
    const fields = new FormData(event.currentTarget)
    if (isAsking) return
    setAsking(true)
    const answer = await signInWithPassphrase({ name: text(fields, 'name'), passphrase: text(fields, 'passphrase') })
    if (answer.kind === 'answer') return location.assign(safeNext(location.search, location.origin))
    setAsking(false)
    setProblem(signInSentence(answer, Date.now()))
    passphrase.current?.focus()
  }

  return (
    <>
      <div className={styles.welcome}>
        <h1 className={styles.title}>Sign in to post</h1>
        <Waiting />
      </div>
      <form className={styles.form} method="post" onSubmit={event => void signIn(event)}>
        <NameField />
        <PassphraseField field={passphrase} problem={problem} />
        <button
          className={`${buttons.main} ${buttons.wide}`}
          type="submit"
          disabled={!isReady}
          aria-disabled={isAsking}
        >
          {isAsking ? 'Signing in…' : 'Sign in'}
        </button>
        <noscript>Signing in needs JavaScript; reading does not.</noscript>
      </form>
    </>
  )
}

function text(fields: FormData, name: string): string {
  const value = fields.get(name)
  return typeof value === 'string' ? value : ''
}
