import { useEffect, useState } from 'react'
import { type Lasting, readLasting } from '../../../lib/client/installed/lasting-storage.ts'

/** What this device does with unsent text and with the studio itself, as far as its browser says. */
export function ThisPhone() {
  const [lasting, setLasting] = useState<Lasting>(null)
  useEffect(() => void readLasting().then(setLasting), []) // never rejects
  return (
    <>
      <p>{KEEPING[String(lasting) as keyof typeof KEEPING]}</p>
      {!isSecureContext && <p>This address is not https, so the studio opens with signal only.</p>}
    </>
  )
}

const KEEPING = {
  true: 'Unsent text stays on this phone, and the browser has promised not to clear it. You see it again when you sign in.',
  false:
    'Unsent text stays on this phone, and you see it again when you sign in. A browser may clear it when the phone is full or the app was not used for weeks: the home screen makes it safer.',
  null: 'Unsent text stays on this phone. You see it again when you sign in.',
}
