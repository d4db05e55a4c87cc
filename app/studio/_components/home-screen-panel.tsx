import { type ReactNode, useSyncExternalStore } from 'react'
import buttons from '../../_look/button.module.css'
import { Icon, type IconName } from '../../_look/icon.tsx'
import { useUnsent } from '../../_look/use-unsent.ts'
import styles from './home-screen-panel.module.css'
import { studioHomeScreen } from './studio-device.ts'

/**
 * How to have the studio on the home screen, or why it cannot be there. It waits until nothing is unsent: on iOS the app there has a storage
 * of its own, and would not know of it.
 */
export function HomeScreenPanel() {
  const home = studioHomeScreen()
  const hint = useSyncExternalStore(home.subscribe, home.hint)
  const unsent = useUnsent()
  if (unsent !== 0 || hint === null) return null
  if (hint === 'needs signal') {
    return (
      <Panel title="This address opens with signal only" onClose={home.dismiss}>
        <p className={styles.words}>
          It is not https, so no browser keeps the studio for later. What you type is kept on this phone all the same.
        </p>
      </Panel>
    )
  }
  return (
    <Panel title="Keep it one tap away" onClose={home.dismiss}>
      <p className={styles.words}>From the home screen it opens without signal.</p>
      {hint === 'steps' ? (
        <Steps />
      ) : (
        <button className={`${buttons.solid} ${styles.install}`} type="button" onClick={() => void home.install()}>
          <Icon name="install" />
          Install
        </button>
      )}
    </Panel>
  )
}

function Panel({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <section className={styles.panel} aria-labelledby="home-screen-title">
      <div className={styles.head}>
        <h2 className={styles.title} id="home-screen-title">
          {title}
        </h2>
        <button className={`${buttons.icon} ${styles.close}`} type="button" aria-label="Not now" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </section>
  )
}

function Steps() {
  return (
    <ol className={styles.steps}>
      <Step icon="share" at={1}>
        Tap <b>Share</b> in the browser bar
      </Step>
      <Step icon="install" at={2}>
        Choose <b>Add to Home Screen</b>
      </Step>
      <Step icon="app" at={3}>
        Open PusherCast from its icon
      </Step>
    </ol>
  )
}

function Step({ icon, at, children }: { icon: IconName; at: number; children: ReactNode }) {
  return (
    <li className={styles.step}>
      <i aria-hidden="true">{at}</i>
      <span>{children}</span>
      <Icon name={icon} />
    </li>
  )
}
