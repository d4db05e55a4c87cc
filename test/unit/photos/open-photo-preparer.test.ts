import { describe, expect, it } from 'vitest'
import { openPhotoPreparer } from '../../../lib/client/photos/open-photo-preparer.ts'
import type { PreparedPhoto } from '../../../lib/client/photos/prepared-photo.ts'
import type { WorkerAnswer } from '../../../lib/client/photos/start-photo-worker.ts'
import { quadrantsPhoto } from '../../support/test-photos.ts'

const photo = new File([new Uint8Array(await quadrantsPhoto({ width: 40, height: 30 }))], 'photo.jpg')
const prepared: PreparedPhoto = {
  kind: 'prepared',
  bytes: new ArrayBuffer(1),
  type: 'image/webp',
  width: 40,
  height: 30,
  thumbhash: 'AAAA',
}
const SILENT: WorkerAnswer = { kind: 'silent' }

/** A browser whose workers give these answers, one after the other, and whose page cannot decode anything. */
function arrange(answers: WorkerAnswer[]) {
  const seen: string[] = []
  const preparer = openPhotoPreparer({
    async startWorker() {
      seen.push('started')
      return {
        async prepare() {
          seen.push('asked')
          return answers.shift() ?? prepared
        },
        end: () => void seen.push('ended'),
      }
    },
    pageTools: {
      async decode() {
        seen.push('page')
        return null
      },
      openCanvas: () => null,
    },
  })
  return { preparer, seen }
}

describe('a preparer', () => {
  it('has one worker for all photos that wait, and ends it behind the last', async () => {
    const { preparer, seen } = arrange([])
    await Promise.all([preparer.prepare(photo), preparer.prepare(photo)])
    expect(seen).toEqual(['started', 'asked', 'asked', 'ended'])
    await preparer.prepare(photo)
    expect(seen.slice(4)).toEqual(['started', 'asked', 'ended'])
  })

  it('asks another worker when the first was silent: the page may have slept', async () => {
    const { preparer, seen } = arrange([SILENT])
    expect(await preparer.prepare(photo)).toEqual(prepared)
    expect(seen).toEqual(['started', 'asked', 'ended', 'started', 'asked', 'ended'])
  })

  it('refuses a photo over which two workers fell silent, and goes on with the next', async () => {
    const { preparer } = arrange([SILENT, SILENT])
    const results = await Promise.all([preparer.prepare(photo), preparer.prepare(photo)])
    expect(results).toEqual([{ kind: 'refused', why: 'too_large' }, prepared])
  })

  it('does everything in the page once a worker could not', async () => {
    const { preparer, seen } = arrange([{ kind: 'cannot' }])
    await Promise.all([preparer.prepare(photo), preparer.prepare(photo)])
    await preparer.prepare(photo)
    expect(seen).toEqual(['started', 'asked', 'ended', 'page', 'page', 'page'])
  })
})
