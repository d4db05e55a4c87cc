import { useState } from 'react'
import { copyText } from '../../../lib/client/live/copy-text.ts'
import { Icon } from '../../_look/icon.tsx'
import type { CastSheetProps } from './cast-sheets.tsx'
import styles from './menu-sheet.module.css'
import { Sheet } from './sheet.tsx'
import { closeSheet, openSheet } from './studio-address.ts'

/** What can be done with the cast. */
export function MenuSheet({ place, cast }: Omit<CastSheetProps, 'actions'>) {
  return (
    <Sheet title={cast.title} onClose={() => closeSheet(place)}>
      <div className={styles.menu}>
        <a className={styles.item} href={`/c/${cast.slug}`}>
          <Icon name="eye" />
          <span>
            <b>View the cast</b>
            <small>{cast.visibility === 'private' ? 'Only you can open it.' : 'As readers see it.'}</small>
          </span>
        </a>
        {cast.endedAt !== null && (
          <a className={styles.item} href={`/c/${cast.slug}/log`}>
            <Icon name="file" />
            <span>
              <b>Read the log</b>
              <small>One page that lasts; it prints well.</small>
            </span>
          </a>
        )}
        <CopyLink slug={cast.slug} />
        <button className={styles.item} type="button" onClick={() => openSheet({ ...place, sheet: 'about' })}>
          <Icon name="pencil" />
          <span>
            <b>Change title and summary</b>
            <small>Open pages follow at once.</small>
          </span>
        </button>
        <button className={styles.item} type="button" onClick={() => openSheet({ ...place, sheet: 'end' })}>
          <Icon name={cast.endedAt === null ? 'stop' : 'retry'} />
          <span>
            <b>{cast.endedAt === null ? 'End the cast…' : 'Open the cast again…'}</b>
          </span>
        </button>
      </div>
    </Sheet>
  )
}

function CopyLink({ slug }: { slug: string }) {
  const [words, setWords] = useState('Copy link')
  const link = `${location.origin}/c/${slug}`
  const copy = async () => setWords((await copyText(link)) ? 'Link copied' : 'Copying failed; the link stands below')
  return (
    <button className={styles.item} type="button" onClick={() => void copy()}>
      <Icon name="link" />
      <span>
        <b>{words}</b>
        <small>{link}</small>
      </span>
    </button>
  )
}
