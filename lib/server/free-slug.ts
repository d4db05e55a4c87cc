import { randomInt } from 'node:crypto'
import { SLUG_MAX } from '../shared/limits.ts'
import { slugOf } from '../shared/slug-of.ts'
import type { Store } from './store/store.ts'

/** An address that is not taken, near `slug`: the title's own, else with a number. Taken again in the meantime, it is refused like any other. */
export async function freeSlug(store: Store, slug: string, title: string): Promise<string> {
  for (const candidate of candidates(slug, slugOf(title))) {
    if (!(await store.isSlugTaken(candidate))) return candidate
  }
  return withEnding(slug, String(randomInt(100_000, 1_000_000)))
}

function* candidates(slug: string, titleSlug: string): Generator<string> {
  if (titleSlug !== '' && titleSlug !== slug) yield titleSlug
  for (let number = 2; number < 10; number += 1) yield withEnding(slug, String(number))
}

function withEnding(slug: string, ending: string): string {
  return `${slug.slice(0, SLUG_MAX - ending.length - 1).replace(/-$/, '')}-${ending}`
}
