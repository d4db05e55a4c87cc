import type { Metadata } from 'next'
import { Topbar } from '../_look/topbar.tsx'
import { SignInForm } from './_components/sign-in-form.tsx'
import styles from './signin.module.css'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

/** Sign in to post. One static page; `?next=` says where to go afterwards. */
export default function SignInPage() {
  return (
    <div className={styles.page}>
      <Topbar />
      <main className={styles.main}>
        <SignInForm />
      </main>
      <OnlyReading />
    </div>
  )
}

function OnlyReading() {
  return (
    <footer className={styles.foot}>
      Only reading? No sign-in needed. <a href="/">See what’s live</a>
    </footer>
  )
}
