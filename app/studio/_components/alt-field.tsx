import { ALT_MAX } from '../../../lib/shared/limits.ts'
import { VoiceField } from '../../_look/field.tsx'
import styles from './alt-field.module.css'

/** What a photo shows, in words. `of`: which, where its field does not stand beside it. */
export function AltField({ photo, of, lang, onDescribe }: AltFieldProps) {
  return (
    <VoiceField
      id={`alt-${photo.id}`}
      label={
        <>
          What {of ?? 'it'} shows <span className={styles.why}>for people who cannot see it</span>
        </>
      }
    >
      {tie => (
        <textarea
          {...tie}
          rows={2}
          dir="auto"
          lang={lang}
          maxLength={ALT_MAX}
          placeholder="A brown dog in a paper hat…"
          value={photo.alt}
          onChange={event => onDescribe(event.target.value)}
        />
      )}
    </VoiceField>
  )
}

interface AltFieldProps {
  photo: { id: string; alt: string }
  of?: string
  lang: string | undefined
  onDescribe: (alt: string) => void
}
