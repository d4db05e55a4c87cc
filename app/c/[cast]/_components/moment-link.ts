import type { KeyMoment } from '../../../../lib/client/live/shown-posts.ts'

/** To its post on this page; before `floor` the page has no posts, so there it leads to the post's own page. */
export function momentLink(moment: KeyMoment, { floor, slug }: { floor: number | null; slug: string }): string {
  return moment.seq >= (floor ?? 0) ? `#post-${moment.id}` : `/c/${slug}/p/${moment.id}`
}
