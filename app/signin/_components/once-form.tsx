'use client'

import { type FormEvent, useState } from 'react'
import { signInOnce } from '../../../lib/client/sign-in.ts'
import { signInSentence } from '../../../lib/client/sign-in-sentence.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import { useIsReady } from '../../_look/use-is-ready.ts'
import styles from '../signin.module.css'
import { NameField } from './name-field.tsx'
import { Waiting } from './waiting.tsx'

/** Signs in with a link that works once; the browser that used it may press again. */
export function OnceForm({ token }: { token: string }) {
  const isReady = useIsReady()
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState('')

  async function signIn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    if (isAsking) return
    setAsking(true)
    const answer = await signInOnce({ token, name: typeof name === 'string' ? name : '' })
    if (answer.kind === 'answer') return location.replace('/studio') // the key does not stay in the history
    setAsking(false)
    setProblem(signInSentence(answer, Date.now()))
  }

  return (
    <>
      <div className={styles.welcome}>
        <h1 className={styles.title}>Sign in on this phone</h1>
        <p className={styles.lead}>This link works once. Say who you are; readers see this name above your posts.</p>
        <Waiting />
      </div>
      <form className={styles.form} method="post" onSubmit={event => void signIn(event)}>
        <NameField />
        <div>
          <button
            className={`${buttons.main} ${buttons.wide}`}
            type="submit"
            disabled={!isReady}
            aria-disabled={isAsking}
            aria-describedby={problem ? 'once-problem' : undefined}
          >
            Sign in on this phone
          </button>
          <div role="alert">
            <Problem id="once-problem">{problem}</Problem>
          </div>
        </div>
        <p>
          <a className={buttons.text} href="/signin">
            Sign in with the passphrase
          </a>
        </p>
      </form>
    </>
  )
}
