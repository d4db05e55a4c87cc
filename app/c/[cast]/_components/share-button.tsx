'use client'
import { ReadingIcon } from '../../../_look/reading-icon.tsx'
import actions from './action.module.css'
import { useCopyLink } from './use-copy-link.ts'

/** Opens the device's own way of sharing; where there is none, copies the link. */
export function ShareButton({ path, title, label }: { path: string; title: string; label: string }) {
  const { outcome, copy } = useCopyLink(path)
  return (
    <button
      className={actions.action}
      type="button"
      lang="en"
      aria-label={outcome ?? label}
      onClick={() => share(path, title, copy)}
    >
      <ReadingIcon name="share" />
      {outcome}
    </button>
  )
}

function share(path: string, title: string, copy: () => void): void {
  const link = { title, url: new URL(path, location.href).href }
  if (!navigator.canShare?.(link)) {
    copy()
    return
  }
  // Closing the sheet rejects too, and nothing is to be said then; any other failure still leaves the link to copy.
  navigator.share(link).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'AbortError')) copy()
  })
}
