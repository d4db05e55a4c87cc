import { describe, expect, it } from 'vitest'
import { blankDraft } from '../../../lib/client/composer/draft.ts'
import { wordsOf } from '../../../lib/client/shared-in/shared-in.ts'
import { SHARED_BYTES_MAX, SHARED_MAX } from '../../../lib/client/shared-in/shared-store.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { OWNER } from '../../support/outbox-entries.ts'
import { newOutboxStore } from '../../support/outbox-store.ts'

const draft = (typed: string) => ({ ...blankDraft({ op: newId(), post: newId() }), typed })
const file = (blob = new Blob(['photo'])) => ({ name: 'dog.jpg', blob })

describe('what was shared, on the device', () => {
  it('waits in order, with its files', async () => {
    const store = newOutboxStore()
    const [first, second] = [
      { id: newId(), text: 'first', files: [file()] },
      { id: newId(), text: 'second', files: [] },
    ]
    for (const shared of [first, second]) expect(await store.keepShared(shared)).toBe(true)
    const [kept] = await store.readShared()
    expect(await kept?.files[0]?.blob.text()).toBe('photo')
    expect((await store.readShared()).map(({ text }) => text)).toEqual(['first', 'second'])
    await store.dropShared([first.id])
    expect(await store.readShared()).toMatchObject([{ text: 'second' }])
  })

  it('goes into one draft, once; what the post has no room for waits on without its words', async () => {
    const store = newOutboxStore()
    const shared = { id: newId(), text: 'words', files: [file(), file()] }
    await store.keepShared(shared)
    const part = { of: shared, photos: [], left: shared.files.slice(1) }
    const elsewhere = { ...OWNER, cast: newId() }
    await store.saveDraft(elsewhere, draft('another text'))
    expect(await store.addShared(elsewhere, draft('words'), part)).toBe('taken')
    expect(await store.addShared(OWNER, draft('words'), part)).toBe('saved')
    expect(await store.addShared({ ...OWNER, cast: newId() }, draft('words'), part)).toBe('gone') // a tab that had seen all of it
    const [left] = await store.readShared()
    expect(left).toMatchObject({ text: '', files: [{ name: 'dog.jpg' }] })
    if (left === undefined) return
    const rest = { of: left, photos: [], left: [] }
    const kept = (await store.readDraft(OWNER)) ?? draft('')
    expect(await store.addShared(OWNER, kept, rest)).toBe('saved')
    expect(await store.addShared(OWNER, { ...kept, typed: 'twice' }, rest)).toBe('gone')
    expect(await store.readDraft(OWNER)).toMatchObject({ typed: 'words' })
  })

  it('never fills the phone: any site can send something', async () => {
    const store = newOutboxStore()
    const large = Object.defineProperty(new Blob(), 'size', { value: SHARED_BYTES_MAX + 1 })
    expect(await store.keepShared({ id: newId(), text: '', files: [file(large)] })).toBe(false)
    for (let at = 0; at < SHARED_MAX; at += 1) await store.keepShared({ id: newId(), text: 'spam', files: [] })
    expect(await store.keepShared({ id: newId(), text: 'one more', files: [] })).toBe(false)
    expect(await store.readShared()).toHaveLength(SHARED_MAX)
  })
})

describe('the words of what was shared', () => {
  it('are said once each', () => {
    expect(wordsOf(['Cake', ' Cake is here https://example.org/cake ', 'https://example.org/cake'])).toBe(
      'Cake is here https://example.org/cake',
    )
    expect(wordsOf(['Title', 'Text', ''])).toBe('Title\nText')
    expect(wordsOf(['', ' ', ''])).toBe('')
  })
})
