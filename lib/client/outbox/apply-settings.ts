import type { Cast } from '../../shared/cast.ts'
import type { OutboxEntry } from './outbox-entry.ts'

/** A cast with the changes of its settings that this device has asked for and the server has not shown yet. `known`: the rev that `cast` stands for. Pure. */
export function applySettings(
  cast: Cast,
  { entries, known }: { entries: readonly OutboxEntry[]; known: number },
): Cast {
  const changes = entries.flatMap(({ ask, ...entry }) =>
    ask.type === 'settings' && !(entry.state === 'confirmed' && entry.rev <= known) ? [ask.cast] : [],
  )
  return Object.assign({}, cast, ...changes)
}
