import styles from './icon.module.css'
import { READING_ICONS } from './reading-icon.tsx'

/** One drawing of `ICONS`, said in words by what stands beside it or by the label of its button. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  )
}

/** The same in a line of small text. */
export function SmallIcon({ name }: { name: IconName }) {
  return (
    <svg className={styles.small} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  )
}

export type IconName = keyof typeof ICONS

// One path each, on a grid of 24 units.
const ICONS = {
  ...READING_ICONS,
  app: 'M7.5 4.5h9a3 3 0 0 1 3 3v9a3 3 0 0 1 -3 3h-9a3 3 0 0 1 -3 -3v-9a3 3 0 0 1 3 -3zM8.5 15.5h7M10.2 10.2a1.8 1.8 0 1 0 3.6 0 1.8 1.8 0 1 0-3.6 0z',
  author: 'M6.5 8a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0zM3.5 19.5a6.5 6.5 0 0 1 13 0M19 8v6M16 11h6',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2.2 2.2 0 0 0 4 0',
  bin: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.3 11v5M13.7 11v5',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M10.3 8.5h7.4a1.8 1.8 0 0 1 1.8 1.8v7.9a1.8 1.8 0 0 1 -1.8 1.8h-7.4a1.8 1.8 0 0 1 -1.8 -1.8v-7.9a1.8 1.8 0 0 1 1.8 -1.8zM15.5 5.5V5a1.5 1.5 0 0 0-1.5-1.5H6A1.5 1.5 0 0 0 4.5 5v8.5A1.5 1.5 0 0 0 6 15',
  down: 'M12 4.5v15M18.5 13 12 19.5 5.5 13',
  feed: 'M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M5 18a1 1 0 1 0 2 0 1 1 0 1 0-2 0z',
  file: 'M6 3.5h8l4.5 4.5v12a.5.5 0 0 1-.5.5H6a.5.5 0 0 1-.5-.5V4a.5.5 0 0 1 .5-.5zM14 3.5V8h4.5M9 13h6M9 16.5h6',
  full: 'M4 7c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 7v10c0 1.7 3.6 3 8 3s8-1.3 8-3V7M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  globe:
    'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0zM3.5 12h17M12 3.5c2.5 2.4 3.5 5.3 3.5 8.5s-1 6.1-3.5 8.5c-2.5-2.4-3.5-5.3-3.5-8.5s1-6.1 3.5-8.5z',
  heart: 'M12 20s-7.5-4.6-7.5-10.2A4.2 4.2 0 0 1 12 7.3a4.2 4.2 0 0 1 7.5 2.5C19.5 15.4 12 20 12 20z',
  install: 'M7.5 4.5h9a3 3 0 0 1 3 3v9a3 3 0 0 1 -3 3h-9a3 3 0 0 1 -3 -3v-9a3 3 0 0 1 3 -3zM12 8.5v7M8.5 12h7',
  lock: 'M6.8 10.5h10.4a1.8 1.8 0 0 1 1.8 1.8v5.9a1.8 1.8 0 0 1 -1.8 1.8h-10.4a1.8 1.8 0 0 1 -1.8 -1.8v-5.9a1.8 1.8 0 0 1 1.8 -1.8zM8 10.5V8a4 4 0 0 1 8 0v2.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M4.9 12a.6 .6 0 1 0 1.2 0 .6 .6 0 1 0-1.2 0zM11.4 12a.6 .6 0 1 0 1.2 0 .6 .6 0 1 0-1.2 0zM17.9 12a.6 .6 0 1 0 1.2 0 .6 .6 0 1 0-1.2 0z',
  pause: 'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0zM10 9v6M14 9v6',
  pencil: 'M4.5 19.5 5.5 15.5 16 5l3 3L8.5 18.5zM13.8 7.2l3 3',
  photo:
    'M5.5 5h13a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-13a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2zM7.1 10a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0zM4 17l5-4.5 3.5 3 3-2.5 4.7 4',
  pin: 'M9 4h6l-.7 6.2 3.2 3.3H6.5l3.2-3.3zM12 13.5V20.5',
  plus: 'M12 5v14M5 12h14',
  unfold: 'M5.5 9.5 12 16l6.5-6.5',
  verified: 'M12 3 4.8 5.8v5.4c0 4.6 3 8 7.2 9.8 4.2-1.8 7.2-5.2 7.2-9.8V5.8zM8.7 12l2.4 2.4 4.3-4.6',
} as const satisfies Record<string, string>
