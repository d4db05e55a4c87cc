import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import type { Photo } from '../../../lib/shared/photo.ts'
import { photoPath, renditionWidths } from '../../../lib/shared/rendition.ts'
import styles from './own-photos.module.css'
import { photoProgress } from './photo-progress.ts'
import { usePhotoFile } from './use-photo-file.ts'

/** The photos of an own post: each with how far it has got, as long as it is on its way. */
export function OwnPhotos({ media, kept }: { media: Photo[]; kept: readonly KeptPhoto[] }) {
  return (
    <ul className={styles.photos}>
      {media.map(photo => (
        <OwnPhoto key={photo.id} photo={photo} kept={kept.find(({ id }) => id === photo.id)} />
      ))}
    </ul>
  )
}

function OwnPhoto({ photo, kept }: { photo: Photo; kept: KeptPhoto | undefined }) {
  const { words, done } = photoProgress(photo, kept)
  const file = usePhotoFile(photo.id)
  const address = file ?? (photo.state === 'ready' ? smallest(photo) : null)
  return (
    <li className={styles.photo} data-state={photo.state}>
      {address === null ? (
        <span className={styles.thumb} />
      ) : (
        // biome-ignore lint/performance/noImgElement: a file of this device, or a rendition that is there already
        <img className={styles.thumb} src={address} alt={photo.alt || 'Photo'} />
      )}
      {words !== null && <span className={styles.words}>{words}</span>}
      {done !== null && <progress className={styles.bar} max={1} value={done} aria-label="Sent" />}
    </li>
  )
}

function smallest({ id, width }: Photo): string {
  return photoPath(id, renditionWidths(width)[0] ?? width)
}
