import { Icon, type IconName } from './icon.tsx'
import styles from './state.module.css'
import { StateFrame, type StateParts } from './state-frame.tsx'

export { StatePageTitle, StateTitle } from './state-title.tsx'

type StateProps = StateParts & { icon: IconName }

/** Where there is nothing to show. */
export function State({ icon, ...parts }: StateProps) {
  return <StateFrame icon={<NamedIcon className={styles.icon} name={icon} />} {...parts} />
}

/** The same where something is wrong. */
export function TroubleState({ icon, ...parts }: StateProps) {
  return <StateFrame icon={<NamedIcon className={styles.trouble} name={icon} />} {...parts} />
}

function NamedIcon({ className, name }: { className: string | undefined; name: IconName }) {
  return (
    <span className={className}>
      <Icon name={name} />
    </span>
  )
}
