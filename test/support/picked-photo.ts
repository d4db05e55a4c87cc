import type { KeptPhoto } from '../../lib/client/photos/kept-photo.ts'
import { newId } from '../../lib/shared/new-id.ts'
import type { NewPhoto } from '../../lib/shared/photo.ts'
import { OWNER } from './outbox-entries.ts'

/** As the studio keeps one of so many bytes that was picked. */
export function pickedPhoto(bytes = 9, owner = OWNER): KeptPhoto & { state: 'picked' } {
  const announced = { id: newId(), width: 900, height: 600, thumbhash: '', alt: 'A dog', bytes }
  return { ...owner, ...announced, post: '', state: 'picked', at: 0 }
}

/** What its post says of it. */
export function announced({ id, width, height, thumbhash, alt, bytes }: NewPhoto): NewPhoto {
  return { id, width, height, thumbhash, alt, bytes }
}
