import { useRef, useState } from 'react'
import { sendOps } from '../../../lib/client/send-ops.ts'
import { settingsProblem } from '../../../lib/client/settings-problem.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import type { SettingsOp } from '../../../lib/shared/op.ts'

/** Changes a cast's settings through its log. `send` says whether it is done; if not, `problem` says why. */
export function useSettingsOp({ cast, author }: { cast: string; author: string }) {
  const [state, setState] = useState<{ isAsking: boolean; problem: string | null }>({ isAsking: false, problem: null })
  const last = useRef<SettingsOp | null>(null)

  async function send(wanted: SettingsOp['cast']): Promise<boolean> {
    if (state.isAsking) return false
    const op = sameAsLast(last.current, wanted) ?? { op: newId(), type: 'settings' as const, cast: wanted }
    last.current = op
    setState({ isAsking: true, problem: null })
    const problem = settingsProblem(await sendOps({ cast, author, ops: [op] }, Date.now()), op.op)
    setState({ isAsking: false, problem })
    return problem === null
  }

  return { ...state, send }
}

/** The op that was sent last, when it asks for the same: the server may have it already. */
function sameAsLast(last: SettingsOp | null, wanted: SettingsOp['cast']): SettingsOp | null {
  return last !== null && JSON.stringify(last.cast) === JSON.stringify(wanted) ? last : null
}
