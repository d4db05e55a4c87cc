import { ALERT, Drawing } from './drawing.tsx'
import styles from './icon.module.css'

/** The drawings of pages that only read: readers are not sent those of the studio. See `Icon`. */
export function ReadingIcon({ name }: { name: ReadingIconName }) {
  return <Drawing path={READING_ICONS[name]} />
}

/** The same in a line of small text. */
export function SmallReadingIcon({ name }: { name: ReadingIconName }) {
  return (
    <svg className={styles.small} viewBox="0 0 24 24" aria-hidden="true">
      <path d={READING_ICONS[name]} />
    </svg>
  )
}

export type ReadingIconName = keyof typeof READING_ICONS

// One path each, on a grid of 24 units.
export const READING_ICONS = {
  alert: ALERT,
  eye: 'M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12zM9.2 12a2.8 2.8 0 1 0 5.6 0 2.8 2.8 0 1 0-5.6 0z',
  key: 'M6 21V4M6 4.5h11.5L15 8.5l2.5 4H6',
  late: 'M20 12a8 8 0 1 1-2.5-5.8M20 3.5V7.5h-4M12 8v4.5l2.8 1.7',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1',
  nosignal:
    'M4 4l16 16M12 19.2h.01M8.7 15.7a4.8 4.8 0 0 1 5-1.1M5.6 12.3a9.3 9.3 0 0 1 4-2.3M2.8 9a13.5 13.5 0 0 1 4.2-2.6M11 5.1A13.5 13.5 0 0 1 21.2 9M15 10.4a9.3 9.3 0 0 1 3.4 1.9',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4',
  search: 'M4.5 10.8a6.3 6.3 0 1 0 12.6 0 6.3 6.3 0 1 0-12.6 0zM15.5 15.5l4.7 4.7',
  share: 'M12 15V3.5M8 7l4-3.8L16 7M7.5 11H6a1 1 0 0 0-1 1v7.5a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V12a1 1 0 0 0-1-1h-1.5',
  speech: 'M4.5 5.5h15v11H12l-4.5 4v-4h-3z',
  stop: 'M4 12h16M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0z',
  up: 'M12 19.5v-15M5.5 11 12 4.5 18.5 11',
} as const satisfies Record<string, string>
