import { useState } from 'react'

/** Whether a change was kept on this device, from where it goes out by itself; if not, what the person reads. */
export function useKept() {
  const [problem, setProblem] = useState<string | null>(null)

  async function attempt(writing: Promise<unknown>): Promise<boolean> {
    try {
      await writing
      setProblem(null)
      return true
    } catch {
      setProblem('This phone could not keep the change, so nothing was changed. Free some space and try again.')
      return false
    }
  }

  return { problem, attempt }
}
