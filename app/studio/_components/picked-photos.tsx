import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Composer, Composing } from '../../../lib/client/composer/open-composer.ts'
import type { Picker, Picking } from '../../../lib/client/photos/open-picker.ts'
import type { NewPhoto } from '../../../lib/shared/photo.ts'
import buttons from '../../_look/button.module.css'
import { Icon, SmallIcon } from '../../_look/icon.tsx'
import { AltField } from './alt-field.tsx'
import styles from './picked-photos.module.css'
import { usePhotoFile } from './use-photo-file.ts'
import { WifiOnly } from './wifi-only.tsx'

/** The photos of the post that is being written: what each shows, and in which order they stand. */
export default function PickedPhotos({ composer, composing, picker, lang }: PickedPhotosProps) {
  const { refused } = useSyncExternalStore(picker.subscribe, picker.picking)
  const { photos } = composing.draft
  const list = useRef<HTMLOListElement>(null)
  const [said, say] = useState('')
  const describe = (id: string, alt: string) =>
    composer.changePhotos(all => all.map(photo => (photo.id === id ? { ...photo, alt } : photo)))
  const move = (id: string, at: number, by: -1 | 1) => {
    composer.changePhotos(all => moved(all, id, by))
    say(`Photo ${at + 1} is Photo ${at + 1 + by} now`)
  }
  const remove = (id: string, at: number) => {
    picker.remove(id)
    say(`Photo ${at + 1} removed`)
    // The button that had the focus is gone: that of the next one takes it, or of the one before.
    const buttonsOfOthers = [...(list.current?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])].toSpliced(at, 1)
    buttonsOfOthers[Math.min(at, buttonsOfOthers.length - 1)]?.focus()
  }
  return (
    <main className={styles.photos} aria-label="Photos of this post">
      <Refused refused={refused} onDismiss={picker.dismiss} />
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <ol ref={list}>
        {photos.map((photo, at) => (
          <Picked
            key={photo.id}
            {...{ photo, at, lang }}
            isLast={at === photos.length - 1}
            onDescribe={alt => describe(photo.id, alt)}
            onMove={by => move(photo.id, at, by)}
            onRemove={() => remove(photo.id, at)}
          />
        ))}
      </ol>
      <WifiOnly />
      <p className={styles.foot}>
        Words go first. Photos follow as the signal allows, made smaller and without their location.
      </p>
    </main>
  )
}

interface PickedPhotosProps {
  composer: Composer
  composing: Composing
  picker: Picker
  lang: string | undefined
}

function Picked({ photo, at, isLast, lang, onDescribe, onMove, onRemove }: PickedProps) {
  const address = usePhotoFile(photo.id)
  const name = `Photo ${at + 1}`
  return (
    <li className={styles.picked}>
      <div className={styles.top}>
        {/* biome-ignore lint/performance/noImgElement: a file of this device */}
        {address === null ? <span className={styles.thumb} /> : <img className={styles.thumb} src={address} alt="" />}
        <div>
          <p className={styles.name}>{name}</p>
          <p className={styles.size}>{sizeInWords(photo.bytes)}</p>
        </div>
        <button className={buttons.icon} type="button" aria-label={`Remove ${name}`} data-remove onClick={onRemove}>
          <Icon name="close" />
        </button>
      </div>
      <AltField {...{ photo, lang, onDescribe }} />
      <div className={styles.order}>
        <button className={buttons.plain} type="button" aria-disabled={at === 0} onClick={() => at > 0 && onMove(-1)}>
          <SmallIcon name="up" />
          Earlier
        </button>
        <button className={buttons.plain} type="button" aria-disabled={isLast} onClick={() => isLast || onMove(1)}>
          <SmallIcon name="down" />
          Later
        </button>
      </div>
    </li>
  )
}

interface PickedProps {
  photo: NewPhoto
  at: number
  isLast: boolean
  lang: string | undefined
  onDescribe: (alt: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function Refused({ refused, onDismiss }: { refused: Picking['refused']; onDismiss: (refusal: string) => void }) {
  const place = useRef<HTMLDivElement>(null)
  const { length } = refused
  // The button that asked for it may be far below.
  useEffect(() => {
    if (length > 0) place.current?.scrollIntoView({ block: 'start' })
  }, [length])
  return (
    <div role="alert" ref={place}>
      <ul>
        {refused.map(({ id, name, words }) => (
          <li className={styles.refused} key={id}>
            <SmallIcon name="alert" />
            <p>
              <b>{name}</b> {words}
            </p>
            <button
              className={buttons.icon}
              type="button"
              aria-label={`Dismiss: ${name}`}
              onClick={() => onDismiss(id)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function moved(photos: NewPhoto[], id: string, by: -1 | 1): NewPhoto[] {
  const at = photos.findIndex(photo => photo.id === id)
  const photo = photos[at]
  if (photo === undefined) return photos
  return photos.toSpliced(at, 1).toSpliced(at + by, 0, photo)
}

function sizeInWords(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
