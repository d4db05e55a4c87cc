import type { Cast } from '../../../lib/shared/cast.ts'
import { AboutSheet } from './about-sheet.tsx'
import { EndSheet } from './end-sheet.tsx'
import { MenuSheet } from './menu-sheet.tsx'
import type { StudioPlace } from './studio-address.ts'

/** The sheet that the address names, if any. */
export function CastSheets({ place, cast, author }: CastSheetProps) {
  switch (place.sheet) {
    case null:
      return null
    case 'menu':
      return <MenuSheet place={place} cast={cast} />
    case 'about':
      return <AboutSheet place={place} cast={cast} author={author} />
    case 'end':
      return <EndSheet place={place} cast={cast} author={author} />
    default:
      return place.sheet satisfies never
  }
}

export interface CastSheetProps {
  place: Extract<StudioPlace, { screen: 'cast' }>
  cast: Cast
  /** Id of the person. */
  author: string
}
