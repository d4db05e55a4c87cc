import buttons from './button.module.css'
import { ReadingTroubleState } from './reading-state.tsx'
import styles from './state.module.css'
import { StatePageTitle } from './state-title.tsx'
import { Topbar } from './topbar.tsx'

/** A page that could not be shown. */
export function Trouble() {
  return (
    <>
      <Topbar />
      <main className={styles.page}>
        <ReadingTroubleState
          icon="alert"
          title={<StatePageTitle>This page could not be shown</StatePageTitle>}
          actions={
            <button className={buttons.button} type="button" onClick={() => location.reload()}>
              Try again
            </button>
          }
        >
          <p>
            Something went wrong on the way or on the server. Nothing that was posted is lost. Try again in a moment.
          </p>
        </ReadingTroubleState>
      </main>
    </>
  )
}
