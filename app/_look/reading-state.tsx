import { ReadingIcon, type ReadingIconName } from './reading-icon.tsx'
import styles from './state.module.css'
import { StateFrame, type StateParts } from './state-frame.tsx'

type ReadingStateProps = StateParts & { icon: ReadingIconName }

/** `State`, for the pages of readers. */
export function ReadingState({ icon, ...parts }: ReadingStateProps) {
  return <StateFrame icon={<NamedIcon className={styles.icon} name={icon} />} {...parts} />
}

/** `TroubleState`, for the pages of readers. */
export function ReadingTroubleState({ icon, ...parts }: ReadingStateProps) {
  return <StateFrame icon={<NamedIcon className={styles.trouble} name={icon} />} {...parts} />
}

function NamedIcon({ className, name }: { className: string | undefined; name: ReadingIconName }) {
  return (
    <span className={className}>
      <ReadingIcon name={name} />
    </span>
  )
}
