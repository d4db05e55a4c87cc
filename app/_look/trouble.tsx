import buttons from './button.module.css'
import { ALERT, Drawing } from './drawing.tsx'
import styles from './state.module.css'
import { StateFrame } from './state-frame.tsx'
import { StatePageTitle } from './state-title.tsx'
import { Topbar } from './topbar.tsx'

/** A page that could not be shown. */
export function Trouble() {
  return (
    <>
      <Topbar />
      <main className={styles.page}>
        <StateFrame
          icon={
            <span className={styles.trouble}>
              <Drawing path={ALERT} />
            </span>
          }
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
        </StateFrame>
      </main>
    </>
  )
}
