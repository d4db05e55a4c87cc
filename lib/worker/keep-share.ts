import { idbOutboxStore } from '../client/outbox/idb-outbox-store.ts'
import { broadcastNews } from '../client/outbox/outbox-news.ts'
import { tellingStore } from '../client/outbox/telling-store.ts'
import { type SharedIn, wordsOf } from '../client/shared-in/shared-in.ts'
import { TEXT_MAX } from '../shared/limits.ts'
import { newId } from '../shared/new-id.ts'
import { type NotShared, notSharedAddress, SHARED_FILES, SHARED_WORDS } from '../shared/share-target.ts'
import { STUDIO_SHELL } from '../shared/shells.ts'

/** Keeps what a person shares from another app before anything else, as there may be no signal; the studio asks them what is to become of it. */
export async function keepShare(request: Request): Promise<Response> {
  const why = await keep(request).catch(() => 'not_kept' as const)
  return Response.redirect(why === null ? `${STUDIO_SHELL}?latest` : notSharedAddress(why), 303)
}

/** Null when it is kept, or there is nothing in it. */
async function keep(request: Request): Promise<NotShared | null> {
  const shared = sharedBy(await request.formData())
  if (shared.text === '' && shared.files.length === 0) return null
  if (shared.text.length > WORDS_MAX) return 'too_much'
  return (await tellingStore(idbOutboxStore(), broadcastNews()).keepShared(shared)) ? null : 'too_much'
}

function sharedBy(form: FormData): SharedIn {
  const words = SHARED_WORDS.map(name => form.get(name)).filter(value => typeof value === 'string')
  const files = form.getAll(SHARED_FILES).filter(value => value instanceof File && value.size > 0) as File[]
  return { id: newId(), text: wordsOf(words), files: files.map(file => ({ name: file.name, blob: file })) }
}

/** More than a post has is cut by its author, not here. */
const WORDS_MAX = 2 * TEXT_MAX
