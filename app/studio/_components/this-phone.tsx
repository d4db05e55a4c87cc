import { useEffect, useState } from 'react'
import { isInstalled } from '../../../lib/client/installed/home-screen-hint.ts'
import { type Lasting, readLasting } from '../../../lib/client/installed/lasting-storage.ts'

/** What this device does with unsent text and with the studio itself, as far as its browser says. */
export function ThisPhone() {
  const [lasting, setLasting] = useState<Lasting>(null)
  useEffect(() => void readLasting().then(setLasting), []) // never rejects
  return (
    <>
      <p>{keepingWords(lasting)}</p>
      {!isSecureContext && <p>This address is not https, so the studio opens with signal only.</p>}
    </>
  )
}

function keepingWords(lasting: Lasting): string {
  const stays = 'Unsent text stays on this phone. You see it again when you sign in.'
  if (lasting === null) return stays
  if (lasting) return `${stays} The browser has promised not to clear it.`
  const mayGo = 'The browser may clear it when the phone is full or the app was not used for weeks'
  return isInstalled() ? `${stays} ${mayGo}.` : `${stays} ${mayGo}; the home screen makes it safer.`
}
