import buttons from './button.module.css'
import { ReadingState } from './reading-state.tsx'
import styles from './state.module.css'
import { StatePageTitle } from './state-title.tsx'
import { Topbar } from './topbar.tsx'

/** The one page for an address without a cast and for a cast that is not for this reader: nobody learns which it is. */
export function NothingToRead() {
  return (
    <div lang="en" dir="ltr">
      <Topbar />
      <main className={styles.page}>
        <ReadingState
          icon="search"
          title={<StatePageTitle>Nothing to read at this address</StatePageTitle>}
          actions={
            <a className={buttons.button} href="/">
              See what’s live
            </a>
          }
        >
          <p>
            There may be no cast here: it may have been renamed or removed, or the link may have lost its end on the way
            to you.
          </p>
          <p>
            Or it is for guests. Open the guest link you were sent. If you have lost it, or it was taken back, ask the
            person who invited you.
          </p>
        </ReadingState>
      </main>
    </div>
  )
}
