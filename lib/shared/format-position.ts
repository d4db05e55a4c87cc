import type { Position } from './position.ts'

/** The form of `since` in the address of `changes`: `<rev>.<tip>`. */
export function formatPosition({ rev, tip }: Position): string {
  return tip === '' ? String(rev) : `${rev}.${tip}`
}
