import type { Metadata } from 'next'
import { Topbar } from '../../../_look/topbar.tsx'
import { OnceForm } from '../../_components/once-form.tsx'
import styles from '../../signin.module.css'

// The address is the key: it must not travel on to other sites.
export const metadata: Metadata = { title: 'Sign in', robots: { index: false }, referrer: 'no-referrer' }

/** The printed first link. Opening it changes nothing, since chats open links to preview them; the button does. */
export default async function OncePage({ params }: PageProps<'/signin/once/[token]'>) {
  const { token } = await params
  return (
    <div className={styles.page}>
      <Topbar />
      <main className={styles.main}>
        <OnceForm token={token} />
      </main>
    </div>
  )
}
