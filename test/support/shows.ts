import { it } from 'vitest'
import type { Feature } from '../../lib/channels/features.ts'

/** A test that shows features or close codes of lib/channels. test/channels/table.test.ts reads these calls from the sources. */
export function shows(shown: readonly (Feature | number)[], title: string, body: () => Promise<void>): void {
  it(`${title} [${shown.join(', ')}]`, body)
}
