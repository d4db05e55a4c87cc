'use client'
import { ReadingIcon } from '../../../_look/reading-icon.tsx'
import actions from './action.module.css'
import { useCopyLink } from './use-copy-link.ts'

/** Copies the address of `path`, and says so on itself. */
export function CopyLinkButton({ path, label }: { path: string; label: string }) {
  const { outcome, copy } = useCopyLink(path)
  return (
    <button className={actions.action} type="button" aria-label={outcome ?? label} onClick={copy}>
      <ReadingIcon name="link" />
      {outcome}
    </button>
  )
}
