import type { Cast } from '../../shared/cast.ts'
import type { NewCast } from '../../shared/new-cast.ts'
import { askServer, isRecord } from '../ask-server.ts'
import type { Answer } from '../live/read-answer.ts'

/** Starts a cast; asked again with the same id, the answer is the same cast. Refused as `slug_taken` with a free `suggestion`. */
export function askNewCast(asked: NewCast, signal?: AbortSignal): Promise<Answer<{ cast: Cast }>> {
  return askServer({ path: '/api/casts', body: asked, isOurs: hasCast, isRepeatable: true, signal })
}

/** Whether a link is free; if not, one that is, made from the title where it can be. */
export function askSlug({ slug, title }: { slug: string; title: string }): Promise<Answer<SlugAnswer>> {
  return askServer({ path: `/api/slugs/${slug}?${new URLSearchParams({ title })}`, isOurs: isSlugAnswer })
}

export interface SlugAnswer {
  free: boolean
  suggestion?: string
}

function hasCast(body: unknown): body is { cast: Cast } {
  return isRecord(body) && isRecord(body.cast) && typeof body.cast.id === 'string'
}

function isSlugAnswer(body: unknown): body is SlugAnswer {
  return isRecord(body) && typeof body.free === 'boolean'
}
