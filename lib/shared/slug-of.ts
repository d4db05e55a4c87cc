import { SLUG_MAX } from './limits.ts'

/** A slug made of a title: "Burek’s first birthday" gives `bureks-first-birthday`. Empty when nothing of it can be spelled so. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[łøđßæœ]/g, letter => SPELLED[letter] ?? '')
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, '')
}

// Letters that Unicode does not decompose.
const SPELLED: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' }
