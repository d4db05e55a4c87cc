import type { ReactNode } from 'react'
import { addressOf, followLink, type StudioPlace } from './studio-address.ts'

/** A link to another screen of the studio. `label`: its name where it shows no words. */
export function StudioLink({ place, className, label, children }: StudioLinkProps) {
  return (
    <a className={className} href={addressOf(place)} aria-label={label} onClick={event => followLink(event, place)}>
      {children}
    </a>
  )
}

interface StudioLinkProps {
  place: StudioPlace
  className: string | undefined
  label?: string
  children: ReactNode
}
