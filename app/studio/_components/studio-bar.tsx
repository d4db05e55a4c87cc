import type { ReactNode } from 'react'
import { counted } from '../../../lib/shared/counted.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import styles from './studio-bar.module.css'
import { StudioLink } from './studio-link.tsx'

/** The bar of one cast's studio: back to all of them, its title, what can be done with it. */
export function CastBar({ title, lang, children }: { title: string; lang?: string; children: ReactNode }) {
  return (
    <div className={styles.bar}>
      <StudioLink className={buttons.icon} label="Your casts" place={{ screen: 'casts', sheet: null }}>
        <Icon name="back" />
      </StudioLink>
      <h1 className={styles.title} lang={lang} dir="auto">
        {title}
      </h1>
      {children}
    </div>
  )
}

/** The bar over the photos of a post that is being written: they stay with it as a draft. */
export function PhotosBar({ count, onClose, children }: { count: number; onClose: () => void; children: ReactNode }) {
  return (
    <div className={styles.formBar}>
      <button className={buttons.icon} type="button" aria-label="Close, keep as a draft" onClick={onClose}>
        <Icon name="close" />
      </button>
      <h1 className={styles.title}>New post, {counted(count, 'photo')}</h1>
      {children}
    </div>
  )
}

/** The bar of a form that can be left. */
export function FormBar({ title }: { title: string }) {
  return (
    <header className={styles.formBar}>
      <StudioLink className={buttons.icon} label="Cancel" place={{ screen: 'casts', sheet: null }}>
        <Icon name="close" />
      </StudioLink>
      <h1 className={styles.title}>{title}</h1>
    </header>
  )
}
