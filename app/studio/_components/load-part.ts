import { retryDelay } from '../../../lib/shared/retry-delay.ts'

/** Loads a part of the page, and tries until it is there: a bad network must not cost what is on screen already. Never rejects. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await load()
    } catch {
      await new Promise(resolve => setTimeout(resolve, retryDelay(attempt, Math.random)))
    }
  }
}
