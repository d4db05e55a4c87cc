import { type ChangeEvent, type ReactNode, useRef } from 'react'

/** Opens the phone's own choice of camera and library. */
export function PhotoButton({ className, label, onPick, children }: PhotoButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  function pick({ target }: ChangeEvent<HTMLInputElement>) {
    onPick([...(target.files ?? [])])
    target.value = '' // the same photo may be picked again
  }
  return (
    <>
      <input ref={input} type="file" accept="image/*" multiple hidden onChange={pick} />
      <button className={className} type="button" aria-label={label} onClick={() => input.current?.click()}>
        {children}
      </button>
    </>
  )
}

interface PhotoButtonProps {
  className: string | undefined
  /** What it is called, where it shows no words. */
  label?: string
  onPick: (files: File[]) => void
  children: ReactNode
}
