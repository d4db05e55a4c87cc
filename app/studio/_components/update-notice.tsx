import { useSyncExternalStore } from 'react'
import buttons from '../../_look/button.module.css'
import { SmallIcon } from '../../_look/icon.tsx'
import { studioWorker } from './studio-device.ts'
import styles from './update-notice.module.css'

/** A newer version is on this device. It never comes by itself: something may be being typed. */
export function UpdateNotice() {
  const worker = studioWorker()
  const version = useSyncExternalStore(worker.subscribe, worker.version)
  if (version === 'current') return null
  return (
    <div className={styles.notice}>
      <SmallIcon name="retry" />
      <span>New version</span>
      <button className={buttons.text} type="button" onClick={worker.update}>
        Reload
      </button>
    </div>
  )
}
