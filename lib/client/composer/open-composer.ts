import type { NewPhoto } from '../../shared/photo.ts'
import type { Clock } from '../live/clock.ts'
import type { PageSignals } from '../live/page-signals.ts'
import type { Owner } from '../outbox/outbox-entry.ts'
import type { OutboxNews } from '../outbox/outbox-news.ts'
import type { OutboxStore } from '../outbox/outbox-store.ts'
import { type SharedPart, withShared } from '../shared-in/shared-in.ts'
import type { SharedStore } from '../shared-in/shared-store.ts'
import { blankDraft, canPost, type Draft, type DraftIds, isBlank, toPublish } from './draft.ts'
import { type LastWords, withLastWords } from './last-words.ts'
import { type Posted, restOf, whatWasPosted } from './posted-words.ts'

export interface ComposerParts {
  owner: Owner
  store: Pick<OutboxStore, 'post' | 'readDraft' | 'saveDraft'> & Pick<SharedStore, 'addShared'>
  news: OutboxNews
  signals: Pick<PageSignals, 'onUnseen'>
  lastWords: LastWords
  clock: Clock
  newId(): string
  /** Told when a post is safe in the outbox. */
  onPosted(): void
}

/** What the composer shows: the same object until something changes. */
export interface Composing {
  draft: Draft
  keeping: Keeping
  /** What the last press of Post came to, if it came to nothing. */
  problem: 'empty' | 'not kept' | null
}

/**
 * Whether this device has the text: `kept`; not yet, or not at the moment (`failed`, tried again); or not as long as another tab has a text of its own
 * in this place (`taken`).
 */
export type Keeping = 'kept' | 'failed' | 'taken'

export interface Composer {
  composing(): Composing
  subscribe(listener: () => void): () => void
  type(typed: string): void
  toggleKey(): void
  /** Of what was picked, as it stands when this is called. */
  changePhotos(change: (photos: NewPhoto[]) => NewPhoto[]): void
  /**
   * Adds a part of what another app has shared: here, and gone from where it waited, in one step. Nothing happens where another tab was first, or has
   * a text of its own in this place. Rejects where this device cannot keep it, which leaves all as it was.
   */
  addShared(part: SharedPart): Promise<void>
  /** Puts the post into the outbox. The text stays until it is there for certain. */
  post(): void
  /** Begins to keep what is typed, and goes on until the function it returns is called. */
  start(): () => void
}

/** The composer of one cast and person. */
export function openComposer(parts: ComposerParts): Composer {
  const { owner, store, news, clock, signals, lastWords } = parts
  let composing: Composing = { draft: blankDraft(fresh()), keeping: 'kept', problem: null }
  let isUnsaved = false
  let opening: Promise<void> | null = null
  let saving: Promise<void> | null = null
  let adding: Promise<void> | null = null
  let added: SharedPart | null = null
  let posting: Promise<void> | null = null
  let postedAt = 0
  let isOpen = false
  let cancelSave = () => {}
  const listeners = new Set<() => void>()

  function writing(): Promise<void> | null {
    return saving ?? adding ?? posting
  }

  function fresh(): DraftIds {
    return { op: parts.newId(), post: parts.newId() }
  }

  function show(next: Partial<Composing>): void {
    composing = { ...composing, ...next }
    for (const listener of listeners) listener()
  }

  function write(draft: Draft): void {
    isUnsaved = true
    show({ draft, problem: null })
    planSave(SAVE_MS)
  }

  function planSave(ms: number): void {
    cancelSave()
    if (isOpen) cancelSave = clock.after(ms, save)
  }

  /** One at a time, so that an older text never comes behind a newer one. */
  function save(): void {
    cancelSave()
    if (writing() !== null || !isUnsaved) return
    isUnsaved = false
    saving = keep(composing.draft).then(() => {
      saving = null
      goOn()
    })
  }

  /** What was typed while something was written. A page that is gone waits for nothing any more. */
  function goOn(): void {
    const hasFailed = composing.keeping === 'failed'
    if (isUnsaved && isOpen) planSave(hasFailed ? RETRY_MS : 0)
    else if (isUnsaved && !hasFailed) save()
  }

  /** Never rejects: what cannot be kept is said, and tried again. */
  async function keep(draft: Draft): Promise<void> {
    try {
      const outcome = await store.saveDraft(owner, draft)
      if (outcome === 'taken') return show({ keeping: 'taken' })
      if (!isUnsaved) lastWords.clear()
      if (outcome === 'saved') show({ keeping: 'kept' })
      else leaveBehind(draft.ids, outcome.posted)
    } catch {
      isUnsaved = true
      show({ keeping: 'failed' })
    }
  }

  /** What was posted, here or in another tab, goes from the composer; what was typed behind it is the next draft. */
  function leaveBehind(ids: DraftIds, { text, key, photos }: Posted): void {
    const { draft } = composing
    if (draft.ids.op !== ids.op) return
    const typed = restOf(draft, { text, key })
    const left = { ...blankDraft(fresh()), typed, photos: draft.photos.filter(({ id }) => !photos.includes(id)) }
    show({ draft: left, keeping: 'kept', problem: null })
    isUnsaved = !isBlank(left)
    if (isUnsaved) planSave(0)
  }

  function post(): void {
    const { draft } = composing
    if (adding !== null) return void adding.then(post) // what is shared belongs to it
    if (posting !== null) return
    if (isBlank(draft)) {
      // The second tap of a thumb on a post that is on its way already is no attempt to post nothing.
      if (clock.now() - postedAt > DOUBLE_TAP_MS) show({ problem: 'empty' })
      return
    }
    if (!canPost(draft)) return
    posting = putInOutbox(draft) // never rejects
  }

  async function putInOutbox(draft: Draft): Promise<void> {
    const ask = toPublish(draft, clock.now())
    try {
      const { ask: posted } = await store.post(owner, ask)
      posting = null
      postedAt = clock.now()
      leaveBehind(draft.ids, whatWasPosted(draft, ask, posted))
      parts.onPosted()
    } catch {
      posting = null
      isUnsaved = true
      show({ problem: 'not kept' })
      planSave(RETRY_MS)
    }
  }

  async function addShared(part: SharedPart): Promise<void> {
    await opening
    while (writing() !== null) await writing()
    if (!isOpen) return
    added = part
    const written = writeShared(part).finally(() => {
      adding = null
      added = null
    })
    adding = written.catch(() => undefined)
    await written.finally(goOn)
  }

  /** What is typed meanwhile stays, and is saved with it. */
  async function writeShared(part: SharedPart): Promise<void> {
    const { draft } = composing
    const outcome = await store.addShared(owner, withShared(draft, part), part)
    if (outcome === 'gone') return
    if (outcome === 'taken') return show({ keeping: 'taken' })
    if (outcome !== 'saved') {
      leaveBehind(draft.ids, outcome.posted)
      return writeShared(part)
    }
    isUnsaved = composing.draft !== draft
    if (!isUnsaved) lastWords.clear()
    show({ draft: withShared(composing.draft, part), keeping: 'kept', problem: null })
  }

  /** Another tab has written. What is typed here and not kept yet comes first. */
  async function follow(): Promise<void> {
    const kept = await readKept()
    const { draft, keeping } = composing
    if (kept === undefined || !isOpen || writing() !== null || isUnsaved) return
    if (kept !== null) {
      if (isBlank(draft) || kept.ids.op === draft.ids.op) show({ draft: kept, keeping: 'kept' })
    } else if (keeping === 'taken') {
      write(draft) // the place is free again
    } else if (!isBlank(draft)) {
      show({ draft: blankDraft(fresh()) })
    }
  }

  /** What was typed last time, what the page that is gone could not save any more, and what was typed here meanwhile, in this order. */
  async function open(): Promise<void> {
    const kept = await readKept()
    const last = lastWords.read()
    const before = withLastWords(kept ?? null, last)
    const { draft } = composing
    if (before === null || before.ids.op === draft.ids.op) return
    if (isBlank(draft) && last === null) show({ draft: before })
    else write({ ...before, typed: before.typed + draft.typed, photos: [...before.photos, ...draft.photos] })
  }

  function onUnseen(): void {
    // What is being added may be kept already when this page ends: what was typed meanwhile must not stand in its place.
    if (isUnsaved) lastWords.write(added ? withShared(composing.draft, added) : composing.draft)
    save()
  }

  /** Undefined when the device does not say; the next save tells the person. */
  async function readKept(): Promise<Draft | null | undefined> {
    try {
      return await store.readDraft(owner)
    } catch {
      return undefined
    }
  }

  return {
    composing: () => composing,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    type: typed => write({ ...composing.draft, typed }),
    toggleKey: () => write({ ...composing.draft, isKey: !composing.draft.isKey }),
    changePhotos(change) {
      const { photos } = composing.draft
      write({ ...composing.draft, photos: change(photos) })
      // What is kept of a photo must not be another thing than the draft says; its description is typed.
      if (composing.draft.photos.length !== photos.length) planSave(0)
    },
    addShared,
    post,
    start() {
      isOpen = true
      opening = open() // never rejects
      const forget = [signals.onUnseen(onUnseen), news.onNews(({ isOwn }) => !isOwn && void follow())] // as above
      return () => {
        save()
        isOpen = false
        cancelSave()
        for (const forgetOne of forget) forgetOne()
      }
    },
  }
}

const SAVE_MS = 300
const DOUBLE_TAP_MS = 1_000
const RETRY_MS = 2_000
