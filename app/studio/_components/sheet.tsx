import { type ReactNode, useEffect, useRef } from 'react'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import styles from './sheet.module.css'

/** A sheet from the bottom. Its title has the focus; Escape, Close and a tap beside it close it, and the focus goes back where it was. */
export function Sheet({ title, children, onClose }: { title: string; children: ReactNode; onClose: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // The browser's own modal dialog: it keeps the focus and the page behind it still.
  useEffect(() => {
    const opener = document.activeElement
    sheet.current?.showModal()
    heading.current?.focus()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tap beside the sheet is an extra; Escape and Close are the keys' way
    <dialog
      className={styles.sheet}
      ref={sheet}
      aria-labelledby="sheet-title"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClick={event => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className={styles.inside}>
        <span className={styles.grip} />
        <div className={styles.head}>
          <h2 className={styles.title} id="sheet-title" ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <button className={buttons.icon} type="button" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
