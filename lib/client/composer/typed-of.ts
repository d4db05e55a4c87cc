import type { Words } from '../outbox/change-posts.ts'

/** What a person would have typed for these words: the way back from `postOf`. */
export function typedOf({ text, key }: Words): { typed: string; isKey: boolean } {
  if (key === null) return { typed: text, isKey: false }
  return { typed: key === text ? text : `${key}\n${text}`, isKey: true }
}
