import { ReadingIcon, type ReadingIconName } from './reading-icon.tsx'
import styles from './state.module.css'
import { StateFrame, type StateParts } from './state-frame.tsx'

/** `State`, for the pages of readers. */
export function ReadingState({ icon, ...parts }: StateParts & { icon: ReadingIconName }) {
  const drawn = (
    <span className={styles.icon}>
      <ReadingIcon name={icon} />
    </span>
  )
  return <StateFrame icon={drawn} {...parts} />
}
