import type { PublishOp } from '../../shared/op.ts'
import type { Words } from '../outbox/change-posts.ts'
import type { Ask } from '../outbox/outbox-entry.ts'
import type { Draft } from './draft.ts'
import { postOf } from './post-of.ts'

/** What is left of a text when what was posted of it is taken away; all of it where that was another one. */
export function restOf({ typed, isKey }: Draft, posted: Words): string {
  if (typed.startsWith(posted.text)) return typed.slice(posted.text.length).trimStart()
  const own = postOf(typed, { isKey })
  return own.text === posted.text && own.key === posted.key ? '' : typed
}

/** What of a draft is on its way. */
export interface Posted extends Words {
  /** Ids. */
  photos: string[]
}

/** As it was typed; unless another tab had posted it before, with what it had then. A photo that this device has lost is not in it, and not to be posted again. */
export function whatWasPosted({ typed }: Draft, own: PublishOp, posted: Ask): Posted {
  if (posted.type === 'publish' && !isSameWords(posted.post, own.post)) return postedBy(posted)
  return { text: typed, key: null, photos: postedBy(own).photos }
}

export function postedBy({ post: { text, key = null, media = [] } }: PublishOp): Posted {
  return { text, key, photos: media.map(({ id }) => id) }
}

function isSameWords(a: PublishOp['post'], b: PublishOp['post']): boolean {
  return a.text === b.text && a.key === b.key
}
