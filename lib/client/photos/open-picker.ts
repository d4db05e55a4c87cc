import { PHOTOS_MAX } from '../../shared/limits.ts'
import type { NewPhoto } from '../../shared/photo.ts'
import type { Composer } from '../composer/open-composer.ts'
import type { Clock } from '../live/clock.ts'
import type { Owner } from '../outbox/outbox-entry.ts'
import type { SharedFile, SharedIn, SharedPart } from '../shared-in/shared-in.ts'
import type { PhotoPreparer } from './open-photo-preparer.ts'
import type { PhotoStore } from './photo-store.ts'
import type { PhotoRefusal } from './prepared-photo.ts'
import { refusalWords } from './refusal-words.ts'

export interface PickerParts {
  owner: Owner
  store: Pick<PhotoStore, 'keepPhoto' | 'changePhoto'>
  composer: Pick<Composer, 'composing' | 'changePhotos' | 'addShared'>
  /** Loaded when the first photo is picked. */
  preparer(): Promise<PhotoPreparer>
  newId(): string
  clock: Pick<Clock, 'now'>
}

/** The same object until something changes. */
export interface Picking {
  /** How many are being prepared. */
  preparing: number
  /** Files that are not in the post, and why. */
  refused: { id: string; name: string; words: string }[]
}

/** Brings what was picked, taken, pasted or dropped into the composer. */
export interface Picker {
  picking(): Picking
  subscribe(listener: () => void): () => void
  /** Prepares files one by one. A photo is in the composer once this device has it for certain. */
  pick(files: readonly File[]): void
  /** Adds what another app has shared, once all of it that the post has room for is prepared. The rest waits on, as does all of it if it is left out. */
  addShared(shared: SharedIn): void
  /** Leaves out what is still being prepared: words must not wait for it. */
  cancel(): void
  remove(photo: string): void
  /** The post is on its way: what was said of its photos is past. */
  forget(): void
  /** Takes a refusal off the screen. */
  dismiss(refusal: string): void
}

export function openPicker({ owner, store, composer, preparer, newId, clock }: PickerParts): Picker {
  let picking: Picking = { preparing: 0, refused: [] }
  let cancelled = new AbortController()
  let isAdding = false
  const listeners = new Set<() => void>()

  function show(next: Partial<Picking>): void {
    picking = { ...picking, ...next }
    for (const listener of listeners) listener()
  }

  function refuse(name: string, words: string): void {
    show({ refused: [...picking.refused, { id: newId(), name, words }] })
  }

  /** Never rejects: what goes wrong is said. What is cancelled counts no more, whatever becomes of it. */
  async function add(file: File, { signal }: AbortController): Promise<void> {
    try {
      const photo = await keptPhoto(file, signal)
      if (!signal.aborted && typeof photo !== 'string') composer.changePhotos(photos => [...photos, photo])
    } catch {
      if (!signal.aborted) refuse(file.name, NOT_KEPT)
    } finally {
      if (!signal.aborted) show({ preparing: picking.preparing - 1 })
    }
  }

  /** Why not, where it was refused. */
  async function keptPhoto(file: File, signal: AbortSignal): Promise<NewPhoto | PhotoRefusal> {
    const made = await (await preparer()).prepare(file, signal)
    signal.throwIfAborted()
    if (made.kind === 'refused') {
      refuse(file.name, refusalWords[made.why])
      return made.why
    }
    const { width, height, thumbhash, bytes: prepared } = made
    const photo = { id: newId(), width, height, thumbhash, alt: '', bytes: prepared.byteLength }
    await store.keepPhoto({ ...owner, ...photo, post: '', state: 'picked', at: clock.now() }, prepared)
    return photo
  }

  /** Never rejects, like `add`. */
  async function takeShared(shared: SharedIn, { signal }: AbortController): Promise<void> {
    const taken = shared.files.slice(0, room())
    if (taken.length === 0 && shared.text === '') return refuse(FROM_APP, POST_IS_FULL)
    show({ preparing: picking.preparing + taken.length })
    try {
      await composer.addShared(await partOf(shared, taken, signal))
    } catch {
      if (!signal.aborted) refuse(FROM_APP, NOT_ADDED)
    } finally {
      if (!signal.aborted) show({ preparing: picking.preparing - taken.length })
    }
  }

  /** Rejects when it is left out. What this phone cannot prepare waits on: it may be a matter of a moment, and is nowhere else. */
  async function partOf(of: SharedIn, taken: SharedFile[], signal: AbortSignal): Promise<SharedPart> {
    const photos: NewPhoto[] = []
    const left = of.files.slice(taken.length)
    for (const file of taken) {
      const photo = await keptPhoto(new File([file.blob], file.name, { type: file.blob.type }), signal)
      if (typeof photo !== 'string') photos.push(photo)
      else if (photo === 'too_large') left.push(file)
    }
    signal.throwIfAborted()
    return { of, photos, left }
  }

  /** How many photos the post has room for. */
  function room(): number {
    return Math.max(PHOTOS_MAX - composer.composing().draft.photos.length - picking.preparing, 0)
  }

  return {
    picking: () => picking,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    pick(files) {
      const taken = files.slice(0, room())
      for (const { name } of files.slice(taken.length)) refuse(name, TOO_MANY)
      show({ preparing: picking.preparing + taken.length })
      for (const file of taken) void add(file, cancelled) // one after the other: the preparer has them queue
    },
    addShared(shared) {
      if (isAdding) return // the second of two taps
      isAdding = true
      void takeShared(shared, cancelled).then(() => {
        isAdding = false
      })
    },
    cancel() {
      cancelled.abort()
      isAdding = false
      cancelled = new AbortController()
      show({ preparing: 0 })
    },
    remove(id) {
      composer.changePhotos(photos => photos.filter(photo => photo.id !== id))
      // One whose post is asked for meanwhile stays. What stays behind goes at a later start.
      void store.changePhoto(id, kept => (kept.state === 'picked' ? null : kept)).catch(() => undefined)
    },
    forget: () => show({ refused: [] }),
    dismiss: id => show({ refused: picking.refused.filter(refusal => refusal.id !== id) }),
  }
}

const NOT_KEPT = 'This phone could not keep this photo, so it is not in your post. Free some space and pick it again.'
const TOO_MANY = `A post has at most ${PHOTOS_MAX} photos. Post these, and this one with the next.`
const FROM_APP = 'From another app'
const POST_IS_FULL = `A post has at most ${PHOTOS_MAX} photos. Post these, and add those with the next.`
const NOT_ADDED = 'This phone could not add it to your post. It still waits here: free some space and add it again.'
