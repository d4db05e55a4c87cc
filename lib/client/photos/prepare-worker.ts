/// <reference lib="webworker" />
import { offscreenTools } from './offscreen-tools.ts'
import { preparePhoto } from './prepare-photo.ts'
import type { Preparation } from './prepared-photo.ts'
import { worksOffscreen } from './works-offscreen.ts'

declare const self: DedicatedWorkerGlobalScope

/** `ready` or `cannot` once, at its start; then one answer for each file that it is sent, where `cannot` means that the page has to do it. */
export type WorkerWord = { kind: 'ready' } | { kind: 'cannot' } | Preparation

self.addEventListener('message', ({ data }: MessageEvent<File>) => {
  void preparePhoto(data, offscreenTools).then(say, sayCannot) // the page hears of both
})
void worksOffscreen().then(works => say({ kind: works ? 'ready' : 'cannot' }), sayCannot) // as above

function say(word: WorkerWord): void {
  self.postMessage(word, word.kind === 'prepared' ? [word.bytes] : [])
}

function sayCannot(): void {
  say({ kind: 'cannot' })
}
