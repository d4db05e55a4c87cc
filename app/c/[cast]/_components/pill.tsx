import { counted } from '../../../../lib/shared/counted.ts'
import { SmallReadingIcon } from '../../../_look/reading-icon.tsx'
import styles from './pill.module.css'

/** New posts wait here while somebody reads further down. */
export function Pill({ waiting, onPress }: { waiting: number; onPress: () => void }) {
  return (
    <div className={styles.dock} lang="en">
      <button className={styles.pill} type="button" onClick={onPress}>
        <SmallReadingIcon name="up" />
        {counted(waiting, 'new post')}
      </button>
    </div>
  )
}
