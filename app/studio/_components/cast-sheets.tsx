import type { OwnPost } from '../../../lib/client/outbox/apply-outbox.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import { AboutSheet } from './about-sheet.tsx'
import { EndSheet } from './end-sheet.tsx'
import { MenuSheet } from './menu-sheet.tsx'
import { PostSheet } from './post-sheet.tsx'
import type { Removal } from './removed-toast.tsx'
import type { StudioPlace } from './studio-address.ts'

/** The sheet that the address names, if any. */
export function CastSheets({ place, cast, post, actions, removal }: AllSheetsProps) {
  switch (place.sheet) {
    case null:
      return null
    case 'menu':
      return <MenuSheet place={place} cast={cast} />
    case 'about':
      return <AboutSheet place={place} cast={cast} actions={actions} />
    case 'end':
      return <EndSheet place={place} cast={cast} actions={actions} />
    case 'post':
      return post ? <PostSheet {...{ place, cast, post, actions, removal }} /> : null
    default:
      return place.sheet satisfies never
  }
}

export interface CastSheetProps {
  place: Extract<StudioPlace, { screen: 'cast' }>
  cast: Cast
  actions: PostActions
}

interface AllSheetsProps extends CastSheetProps {
  /** The post that the address names, where there is one. */
  post: OwnPost | undefined
  removal: Removal
}
