import { failures } from '../../shared/failures.ts'
import { retryDelay } from '../../shared/retry-delay.ts'
import type { Answer } from '../live/read-answer.ts'
import { dueIn } from '../outbox/next-batch.ts'
import type { OutboxStore } from '../outbox/outbox-store.ts'
import { type KeptPhoto, nextPhoto, type PhotoEvent, waitOf } from './kept-photo.ts'
import type { PhotoStore } from './photo-store.ts'
import { photosOf } from './photos-of.ts'
import type { Offset, UploadPlace } from './send-photo.ts'

export interface FlushPhotosParts {
  store: PhotoStore & Pick<OutboxStore, 'read'>
  beginUpload(place: UploadPlace, bytes: number, signal: AbortSignal): Promise<Answer<Offset>>
  sendPart(
    place: UploadPlace,
    part: { offset: number; part: ArrayBuffer },
    signal: AbortSignal,
  ): Promise<Answer<Offset>>
  /** Whether bytes may go over this network at all: the person may want them to wait for Wi-Fi. */
  mayUpload(): Promise<boolean>
  now(): number
  random(): number
}

/**
 * Sends the bytes of photos whose posts are on the server, the oldest first, until none is due, or `stopped`. Words go first: it stops
 * between two parts when something waits in the outbox. How far it got is written down after each part, so it may die at any await.
 */
export async function flushPhotos(parts: FlushPhotosParts, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted && (await parts.mayUpload())) {
    const [photo] = await duePhotos(parts)
    if (photo === undefined || (await hasWordsToSend(parts))) return
    await sendOne(parts, photo, stopped)
  }
}

/** Milliseconds until one is due by itself; null when none will be. */
export async function photosDueIn(parts: FlushPhotosParts): Promise<number | null> {
  const sendable = await sendablePhotos(parts)
  if (sendable.length === 0 || !(await parts.mayUpload())) return null
  if (await hasWordsToSend(parts)) return WORDS_MS
  return Math.min(...sendable.map(photo => waitOf(photo, parts.now())))
}

/** How soon it looks again whether words are out. */
const WORDS_MS = 500

async function duePhotos(parts: FlushPhotosParts): Promise<KeptPhoto[]> {
  return (await sendablePhotos(parts)).filter(photo => waitOf(photo, parts.now()) === 0)
}

/** Those whose post has arrived. What was taken back before it was sent has none, and goes nowhere. */
async function sendablePhotos({ store }: FlushPhotosParts): Promise<KeptPhoto[]> {
  const sendable: KeptPhoto[] = []
  for (const photo of await store.readPhotos('waiting')) {
    const publish = (await store.read(photo)).find(entry => photosOf(entry).includes(photo.id))
    if (publish?.state === 'confirmed') sendable.push(photo)
  }
  return sendable
}

/** What waits for a person, and what waits behind that, holds no photo up. */
async function hasWordsToSend({ store, now }: FlushPhotosParts): Promise<boolean> {
  const open = await store.read('open')
  return dueIn(open, now()) === 0
}

async function sendOne(parts: FlushPhotosParts, photo: KeptPhoto, stopped: AbortSignal): Promise<void> {
  const file = await parts.store.readPhotoFile(photo.id)
  if (file === null) return parts.store.changePhoto(photo.id, () => null) // let go of meanwhile
  const place = { cast: photo.cast, photo: photo.id }
  let answer = await parts.beginUpload(place, photo.bytes, stopped)
  let size = FIRST_PART_BYTES
  while (answer.kind === 'answer' && answer.body.offset < photo.bytes) {
    const { offset } = answer.body
    await tell(parts, photo, { type: 'sent', offset })
    if (stopped.aborted || !(await parts.mayUpload()) || (await hasWordsToSend(parts))) return
    const began = parts.now()
    answer = await parts.sendPart(place, { offset, part: file.slice(offset, offset + size) }, stopped)
    size = nextSize(size, parts.now() - began)
  }
  if (!stopped.aborted || answer.kind !== 'trouble') await tell(parts, photo, eventOf(answer, photo, parts))
}

/** Small at first: a part that is under way holds words up for as long as it takes, and what a break cuts off may have to go again. */
const FIRST_PART_BYTES = 32 * 1024
const PART_BYTES_MAX = 1024 * 1024

function nextSize(size: number, tookMs: number): number {
  if (tookMs > SLOW_MS) return Math.max(FIRST_PART_BYTES, size / 2)
  return Math.min(size * 2, PART_BYTES_MAX)
}

const SLOW_MS = 1_000

function tell({ store }: FlushPhotosParts, { id }: KeptPhoto, event: PhotoEvent): Promise<void> {
  return store.changePhoto(id, kept => nextPhoto(kept, event))
}

function eventOf(answer: Answer<Offset>, photo: KeptPhoto, { now, random }: FlushPhotosParts): PhotoEvent {
  if (answer.kind === 'answer') return { type: 'done', at: now() }
  if (answer.kind === 'refused') {
    const { code } = answer.error
    if (code === 'photo_done') return { type: 'done', at: now() }
    // Its post has arrived, so a cast that is not there was lost with a backup, and will be started again.
    if (failures[code].retry === 'never' && code !== 'not_found') return { type: 'refused', code }
  }
  const attempt = 1 + (photo.state === 'waiting' ? photo.attempt : 0)
  const delay =
    answer.kind === 'refused' ? retryDelay(attempt, random, answer.error.retryAfter) : reachDelay(attempt, random)
  return { type: 'unreachable', at: now(), retryAt: now() + delay }
}

/** Where nobody of ours answers it may be any moment now. */
function reachDelay(attempt: number, random: () => number): number {
  return Math.min(retryDelay(attempt, random), REACH_MS * (0.5 + random() / 2))
}

const REACH_MS = 800
