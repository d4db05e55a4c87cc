import { headers } from 'next/headers'
import { listCasts } from '../lib/server/list-casts.ts'
import { pageViewer } from '../lib/server/request/open-page.ts'
import { runtime } from '../lib/server/runtime.ts'
import buttons from './_look/button.module.css'
import { LiveCasts, PastCasts, UpcomingCasts } from './_look/cast-lists.tsx'
import { Colophon } from './_look/colophon.tsx'
import { ReadingState } from './_look/reading-state.tsx'
import { StateTitle } from './_look/state-title.tsx'
import { Topbar } from './_look/topbar.tsx'
import styles from './page.module.css'

// What is live changes, and its scripts carry a nonce of this one answer.
export const dynamic = 'force-dynamic'

export async function generateMetadata() {
  return { title: `Live casts on ${await siteName()}` }
}

/** What is live, coming and past. `before` pages through the past. */
export default async function Home({ searchParams }: PageProps<'/'>) {
  const before = readBefore((await searchParams).before)
  const { live, upcoming, past, next } = await listCasts(runtime().store, { before, now: Date.now() })
  const { person } = await pageViewer()
  const isEmpty = live.length + upcoming.length + past.length === 0
  return (
    <>
      <a className="skip-link" href="#casts">
        Skip to the casts
      </a>
      <Topbar site={await siteName()}>
        {person === null ? (
          <a className={buttons.plain} href="/signin">
            Sign in
          </a>
        ) : (
          <a className={buttons.plain} href="/studio">
            Your casts
          </a>
        )}
      </Topbar>
      <main className={styles.main}>
        <div className={styles.welcome}>
          <h1 className={styles.line}>Live, from people who are there</h1>
          <p className={styles.text}>
            Someone at an event posts words and photos as it happens, even on a bad signal. You read along here, and
            catch up if you come late.
          </p>
        </div>
        <div id="casts">
          <LiveCasts casts={live} />
          <UpcomingCasts casts={upcoming} />
          <PastCasts casts={past} next={next} />
        </div>
        {isEmpty && (
          <ReadingState icon="speech" title={<StateTitle>No casts yet</StateTitle>}>
            <p>What people here cover will stand on this page.</p>
          </ReadingState>
        )}
      </main>
      <Colophon />
    </>
  )
}

async function siteName(): Promise<string> {
  return (await headers()).get('x-forwarded-host') ?? (await headers()).get('host') ?? 'PusherCast'
}

/** A number of a link of ours; anything else is as good as none. */
function readBefore(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}
