import { useEffect, useState } from 'react'
import { chooseWifiOnly, knowsNetwork, readWifiOnly } from '../../../lib/client/photos/wifi-only.ts'
import { studioOutbox } from './studio-device.ts'
import styles from './wifi-only.module.css'

/** Whether photos wait for Wi-Fi. Nothing where the browser cannot tell one network from another. */
export function WifiOnly() {
  const [isChosen, setChosen] = useState<boolean | null>(null)
  useEffect(() => void readWifiOnly().then(setChosen, () => undefined), []) // kept outside of React
  if (isChosen === null || !knowsNetwork()) return null
  async function choose(next: boolean) {
    setChosen(next)
    await chooseWifiOnly(next).catch(() => setChosen(!next)) // a phone that cannot keep it shows so
    studioOutbox().uploader.wake()
  }
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={isChosen} onChange={event => void choose(event.target.checked)} />
      Photos on Wi-Fi only
    </label>
  )
}
