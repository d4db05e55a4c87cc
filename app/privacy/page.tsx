import type { Metadata } from 'next'
import { runtime } from '../../lib/server/runtime.ts'
import { Colophon } from '../_look/colophon.tsx'
import { Topbar } from '../_look/topbar.tsx'
import styles from './page.module.css'

export const metadata: Metadata = { title: 'Privacy', description: 'What this site stores, and for how long.' }

// Where readers' pages connect to is a setting of the running server, and its scripts carry a nonce.
export const dynamic = 'force-dynamic'

/** What is stored and for how long: true to what is built, to be changed with it. */
export default function Privacy() {
  const { at } = runtime().config.channels
  return (
    <>
      <Topbar />
      <main className={styles.main}>
        <h1 className={styles.title}>Privacy</h1>
        <p className={styles.lead}>
          What this site stores, and for how long. It runs on a server of the people who post here.
        </p>

        <h2 className={styles.heading}>If you only read</h2>
        <p>
          Nothing about you is stored. Reading sets no cookie, nothing follows you, and nothing is loaded from other
          sites. While a page is open it keeps one connection to the server, so that new posts arrive; when you close
          the page, the server forgets it. Your own device keeps what you have read of the last 30 casts, so that they
          open without signal; clearing the site’s data in your browser removes it.
        </p>
        <p>{READERS_CONNECT[at]}</p>

        <h2 className={styles.heading}>If you post</h2>
        <ul className={styles.list}>
          <li>
            Your posts, with your name, the time you pressed Post and the time they arrived: until whoever runs this
            site removes them.
          </li>
          <li>
            A cast’s title, sentence, times, time zone and language, and the record of every change to it: as long as
            the cast.
          </li>
          <li>A post that you have not sent yet: on your own device alone, until you send or remove it.</li>
          <li>
            Your posts of the last 7 days, your name and the list of your casts: on your own device too, so that it
            shows them without signal, and gives them back to a server that was restored from a backup. Signing out
            removes the list, and the copies of what only you may read.
          </li>
          <li>One cookie that keeps you signed in, for 90 days since you were last here. Signing out removes it.</li>
          <li>Your passphrase: never itself, only a value by which it can be checked.</li>
        </ul>

        <h2 className={styles.heading}>If you try to sign in</h2>
        <p>
          The network address of who tries is kept in memory for one minute, to limit the number of guesses. It is never
          written down.
        </p>

        <h2 className={styles.heading}>Copies</h2>
        <p>
          Who runs this site may make backups; what is in them stays as long as they are kept. Anyone who may read a
          cast may keep its log, as with anything that was said in public.
        </p>
      </main>
      <Colophon />
    </>
  )
}

const READERS_CONNECT = {
  embedded: 'That connection goes to this server and to nobody else.',
  pusher:
    'That connection goes to Pusher, a service that passes posts on to readers. It sees the network address of every reader whose page is open.',
  host: 'That connection goes to another server which whoever runs this site has chosen. It sees the network address of every reader whose page is open.',
} as const
