import type { Chip } from '../../../lib/client/chip-of.ts'
import { Icon } from '../../_look/icon.tsx'
import { Watching } from '../../_look/watching.tsx'
import styles from './chip.module.css'

/** The line under the bar that says whether posts get through, and to how many. */
export function ChipLine({ chip, watching }: { chip: Chip; watching: number | null }) {
  return (
    <p className={styles.chip} data-tone={chip.tone}>
      {chip.tone === 'trouble' ? <Icon name="nosignal" /> : <span className={styles.dot} />}
      <span>
        <b>{chip.lead}</b>
        {chip.rest && ` · ${chip.rest}`}
      </span>{' '}
      {chip.tone !== 'trouble' && (
        <span className={styles.end}>
          <Watching count={watching} />
        </span>
      )}
    </p>
  )
}
