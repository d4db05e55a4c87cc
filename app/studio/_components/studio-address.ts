import type { MouseEvent } from 'react'
import { NOT_SHARED, type NotShared, notSharedAddress } from '../../../lib/shared/share-target.ts'

/** Which screen of the studio an address shows. */
export type StudioPlace =
  | { screen: 'casts'; sheet: 'account' | null }
  | { screen: 'new' }
  /** The cast that was open last on this device: where the home screen's "New post" goes. */
  | { screen: 'latest' }
  /** Nothing of what another app has shared is here. */
  | { screen: 'unshared'; why: NotShared }
  | { screen: 'cast'; cast: string; sheet: CastSheet | null; post?: string }

/** What lies over the studio of a cast: its menu, its title and summary, its end, or one post of it (`post`). */
type CastSheet = 'menu' | 'about' | 'end' | 'post'

type SheetPlace = Exclude<StudioPlace, { screen: 'new' | 'latest' | 'unshared' }>

export function placeOfQuery(query: Pick<URLSearchParams, 'get' | 'has'>): StudioPlace {
  if (query.has('new')) return { screen: 'new' }
  if (query.has('latest')) return { screen: 'latest' }
  const why = NOT_SHARED.find(reason => reason === query.get('unshared'))
  if (why) return { screen: 'unshared', why }
  const cast = query.get('cast')
  const sheet = query.get('sheet')
  if (cast) return { screen: 'cast', cast, sheet: readCastSheet(sheet), post: query.get('post') ?? undefined }
  return { screen: 'casts', sheet: sheet === 'account' ? sheet : null }
}

export function addressOf(place: StudioPlace): string {
  switch (place.screen) {
    case 'casts':
      return place.sheet === null ? '/studio' : `/studio?sheet=${place.sheet}`
    case 'new':
      return '/studio?new'
    case 'latest':
      return '/studio?latest'
    case 'unshared':
      return notSharedAddress(place.why)
    case 'cast':
      return `/studio?${new URLSearchParams({
        cast: place.cast,
        ...(place.sheet !== null && { sheet: place.sheet }),
        ...(place.sheet === 'post' && { post: place.post ?? '' }),
      })}`
    default:
      return place satisfies never
  }
}

/** Goes there without asking the server for anything: the page has all its screens. Next follows the history by itself. */
function goTo(place: StudioPlace): void {
  history.pushState(null, '', addressOf(place))
}

/** The same, with no way back to where it was. */
export function replaceWith(place: StudioPlace): void {
  history.replaceState(null, '', addressOf(place))
}

/** A sheet is a place of its own, so that Back closes it. From one sheet to another there is no way back. */
export function openSheet(place: SheetPlace): void {
  if (isOverScreen()) history.replaceState({ ...OVER_SCREEN }, '', addressOf(place))
  else history.pushState({ ...OVER_SCREEN }, '', addressOf(place))
}

export function closeSheet(place: SheetPlace): void {
  if (isOverScreen()) history.back()
  else replaceWith({ ...place, sheet: null }) // the page was opened with its sheet
}

// Copied at each use: Next writes its own marks into what it is given, and takes what has them for its own.
const OVER_SCREEN = { isOverScreen: true }

function isOverScreen(): boolean {
  return history.state?.isOverScreen === true
}

/** For a link's tap: a plain one stays in the page, anything else is the browser's. */
export function followLink(event: MouseEvent, place: StudioPlace): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  goTo(place)
}

/** Where to sign in, and to come back to. */
export function signInAddress(place: StudioPlace): string {
  return `/signin?next=${encodeURIComponent(addressOf(place))}`
}

function readCastSheet(name: string | null): CastSheet | null {
  return name === 'menu' || name === 'about' || name === 'end' || name === 'post' ? name : null
}
