import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blankDraft } from '../../../lib/client/composer/draft.ts'
import { readDraft } from '../../../lib/client/composer/kept-draft.ts'
import { TEXT_MAX } from '../../../lib/shared/limits.ts'
import { arrangeComposer, type Way } from '../../support/arrange-composer.ts'
import { deviceStorage } from '../../support/device-storage.ts'
import { seed } from '../../support/seed.ts'

const OWNER = { cast: 'cast-1', person: 'tomek' }

describe('the composer', () => {
  it('empties when the server has the post, and shows it as sent', async () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    composer.type('Presents in ten minutes.')
    composer.post()
    expect(composer.composing().draft).toMatchObject({ state: 'sending', typed: 'Presents in ten minutes.' })
    await phone.clock.advance(0)
    expect(composer.composing().draft).toMatchObject({ state: 'writing', typed: '' })
    expect(composer.composing().sent).toMatchObject([{ text: 'Presents in ten minutes.', rev: 1, key: null }])
    expect(phone.server.texts()).toEqual(['Presents in ten minutes.'])
    expect(readDraft({ storage: phone.storage, owner: OWNER })).toBeNull()
  })

  it('sends once however often Post is tapped', async () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    composer.type('Presents in ten minutes.')
    composer.post()
    composer.post()
    await phone.clock.advance(0)
    composer.post()
    await phone.clock.advance(0)
    expect(phone.sent).toHaveLength(1)
  })

  it('sends the very same op again after a lost answer, and the post is there once', async () => {
    const phone = arrangeComposer()
    phone.nextWays('answer lost', 'request lost')
    const composer = phone.open()
    composer.type('The candle is out')
    composer.toggleKey()
    composer.post()
    await phone.clock.advance(0)
    expect(composer.composing().draft).toMatchObject({ state: 'waiting', typed: 'The candle is out', attempt: 1 })
    await phone.clock.advance(60_000)
    expect(phone.sent).toHaveLength(3)
    expect(new Set(phone.sent.map(op => JSON.stringify(op))).size).toBe(1)
    expect(phone.server.texts()).toEqual(['The candle is out'])
    expect(composer.composing().draft).toMatchObject({ state: 'writing', typed: '', isKey: false })
  })

  it('keeps what is typed while a post is on its way, through a reload too, and makes it the next draft (invariant 8)', async () => {
    const phone = arrangeComposer()
    const tab = deviceStorage()
    const { composer, close } = phone.openTab(OWNER, tab)
    composer.type('The candle is out')
    phone.nextWays('answered late')
    composer.post()
    composer.type('The candle is outPresents')
    await phone.clock.advance(1)
    composer.type('The candle is outPresents next')
    expect(composer.composing()).toMatchObject({ draft: { state: 'sending' }, next: 'Presents next' })
    close()
    const reloaded = phone.openTab(OWNER, tab).composer
    expect(reloaded.composing().next).toBe('Presents next')
    await phone.clock.advance(60_000)
    expect(reloaded.composing()).toMatchObject({ draft: { state: 'writing', typed: 'Presents next' }, next: '' })
    expect(phone.server.texts()).toEqual(['The candle is out'])
    reloaded.post()
    await phone.clock.advance(0)
    expect(phone.server.texts()).toEqual(['The candle is out', 'Presents next'])
    expect(tab.length).toBe(0)
  })

  it('leaves a refused text alone with what was typed behind it, and comes to that afterwards', async () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    phone.server.refuse({ code: 'cast_ended' })
    composer.type('Too late')
    composer.post()
    composer.type('Too lateAnd more')
    await phone.clock.advance(0)
    expect(composer.composing()).toMatchObject({
      draft: { typed: 'Too late', refused: { code: 'cast_ended' } },
      next: 'And more',
    })
    phone.server.refuse(null)
    composer.post()
    await phone.clock.advance(0)
    expect(composer.composing()).toMatchObject({ draft: { typed: 'And more' }, next: '' })
  })

  it('is frozen while its post may have arrived', async () => {
    const phone = arrangeComposer()
    phone.nextWays('answer lost')
    const composer = phone.open()
    composer.type('The candle is out')
    composer.post()
    await phone.clock.advance(0)
    composer.type('The candle is still burning')
    composer.toggleKey()
    expect(composer.composing().draft).toMatchObject({ state: 'waiting', typed: 'The candle is out', isKey: false })
  })

  it('tries again at once when the page wakes', async () => {
    const phone = arrangeComposer()
    phone.nextWays('request lost')
    const composer = phone.open()
    composer.type('Presents')
    composer.post()
    await phone.clock.advance(0)
    phone.wake()
    await phone.clock.advance(0)
    expect(composer.composing().draft).toMatchObject({ state: 'writing', typed: '' })
  })

  it('keeps every character on the device before anything else happens', () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    composer.type('P')
    const first = readDraft({ storage: phone.storage, owner: OWNER })
    composer.type('Presents')
    expect(readDraft({ storage: phone.storage, owner: OWNER })).toMatchObject({ typed: 'Presents' })
    expect(readDraft({ storage: phone.storage, owner: OWNER })).toMatchObject({
      ids: first?.state === 'writing' && first.ids,
    })
  })

  it('goes on after the page died while its answer was out, with the same op', async () => {
    const phone = arrangeComposer()
    phone.nextWays('answer lost')
    const before = phone.open()
    before.type('Presents')
    before.post()
    const after = phone.open()
    await phone.clock.advance(0)
    expect(after.composing().draft).toMatchObject({ state: 'writing', typed: '' })
    expect(phone.sent).toHaveLength(2)
    expect(phone.sent[0]).toEqual(phone.sent[1])
    expect(phone.server.texts()).toEqual(['Presents'])
  })

  it('does not touch what its successor keeps when an answer comes late to a closed one', async () => {
    const phone = arrangeComposer()
    phone.nextWays('answered late')
    const before = phone.open()
    before.type('Presents')
    before.post()
    phone.close()
    const after = phone.open()
    await phone.clock.advance(0)
    after.type('Cake')
    await phone.clock.advance(60_000)
    expect(readDraft({ storage: phone.storage, owner: OWNER })).toMatchObject({ typed: 'Cake' })
  })

  it('lets a refused text be mended, under a new op and the same post', async () => {
    const phone = arrangeComposer()
    phone.server.refuse({ code: 'text_too_long', over: 3 })
    const composer = phone.open()
    composer.type('Too long for this server')
    composer.post()
    await phone.clock.advance(0)
    expect(composer.composing().draft).toMatchObject({
      state: 'writing',
      typed: 'Too long for this server',
      refused: { code: 'text_too_long', over: 3 },
    })
    phone.server.refuse(null)
    composer.type('Shorter')
    expect(composer.composing().draft).toMatchObject({ refused: null })
    composer.post()
    await phone.clock.advance(0)
    expect(phone.server.texts()).toEqual(['Shorter'])
    expect(phone.sent[1]?.op).not.toBe(phone.sent[0]?.op)
    expect(phone.sent[1]?.post.id).toBe(phone.sent[0]?.post.id)
  })

  it('gives a text in conflict ids of its own', async () => {
    const phone = arrangeComposer()
    phone.server.refuse({ code: 'conflict' })
    const composer = phone.open()
    composer.type('Mine')
    composer.post()
    await phone.clock.advance(0)
    phone.server.refuse(null)
    composer.post()
    await phone.clock.advance(0)
    expect(phone.sent[1]?.post.id).not.toBe(phone.sent[0]?.post.id)
    expect(phone.server.texts()).toEqual(['Mine'])
  })

  it('waits for a sign-in and keeps its text until then, also over a reload', async () => {
    const phone = arrangeComposer()
    phone.server.refuse({ code: 'signed_out' })
    const before = phone.open()
    before.type('Frytka has found the second cake.')
    before.post()
    await phone.clock.advance(600_000)
    expect(before.composing().draft).toMatchObject({ state: 'signed_out', code: 'signed_out' })
    expect(phone.told.signedOut).toBe(1)
    expect(phone.sent).toHaveLength(1)
    phone.server.refuse(null)
    const after = phone.open()
    expect(after.composing().draft).toMatchObject({ state: 'signed_out', typed: 'Frytka has found the second cake.' })
    after.retry()
    await phone.clock.advance(0)
    expect(phone.server.texts()).toEqual(['Frytka has found the second cake.'])
  })

  it('holds nothing because of trouble that passes: 429 and 5xx are tried again', async () => {
    for (const code of ['too_many', 'internal', 'store_unavailable', 'unknown_op'] as const) {
      const phone = arrangeComposer()
      phone.server.refuse({ code })
      const composer = phone.open()
      composer.type('Presents')
      composer.post()
      await phone.clock.advance(0)
      expect(composer.composing().draft.state, code).toBe('waiting')
      phone.server.refuse(null)
      await phone.clock.advance(60_000)
      expect(phone.server.texts(), code).toEqual(['Presents'])
    }
  })

  it('says so when there is nothing to post, and sends nothing', async () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    composer.type(' \n ')
    composer.post()
    await phone.clock.advance(0)
    expect(composer.composing().draft).toMatchObject({ state: 'writing', refused: { code: 'text_empty' } })
    expect(phone.sent).toEqual([])
  })

  it('does not send what is too long, and keeps it', async () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    composer.type('x'.repeat(TEXT_MAX + 1))
    composer.post()
    await phone.clock.advance(0)
    expect(phone.sent).toEqual([])
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toHaveLength(TEXT_MAX + 1)
  })

  it('says when the device cannot keep the text, and sends it all the same', async () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    phone.storage.breakIt()
    composer.type('Presents')
    expect(composer.composing().isKept).toBe(false)
    composer.post()
    await phone.clock.advance(0)
    expect(phone.server.texts()).toEqual(['Presents'])
    expect(composer.composing().isKept).toBe(true)
  })

  it('shows one person nothing of another', () => {
    const phone = arrangeComposer()
    phone.open().type('Tomek’s words')
    expect(phone.open({ ...OWNER, person: 'ania' }).composing().draft.typed).toBe('')
    expect(phone.open({ ...OWNER, cast: 'cast-2' }).composing().draft.typed).toBe('')
    expect(phone.open().composing().draft.typed).toBe('Tomek’s words')
  })
})

describe('two tabs with one composer', () => {
  const writing = (typed: string, post: string) => ({
    ...blankDraft({ op: `op-${post}`, post }),
    typed,
  })

  it('takes over what the other tab types while this one is empty', () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    phone.otherTab({ before: null, kept: writing('Over there', 'p1') })
    expect(composer.composing().draft).toMatchObject({ typed: 'Over there', ids: { op: 'op-p1', post: 'p1' } })
  })

  it('keeps its own text when the other tab types something else', () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    composer.type('Here')
    phone.otherTab({ before: null, kept: writing('Over there', 'p1') })
    expect(composer.composing().draft.typed).toBe('Here')
  })

  it('empties when the other tab has sent what both show', () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    const shared = writing('Sent over there', 'p1')
    phone.otherTab({ before: null, kept: shared })
    phone.otherTab({ before: shared, kept: null })
    expect(composer.composing().draft.typed).toBe('')
  })

  it('empties when the other tab has sent what both were sending, and sends it no more', async () => {
    const phone = arrangeComposer()
    phone.nextWays('request lost')
    const composer = phone.open()
    composer.type('Both send this')
    composer.post()
    await phone.clock.advance(0)
    const before = readDraft({ storage: phone.storage, owner: OWNER })
    phone.otherTab({ before, kept: null })
    await phone.clock.advance(60_000)
    expect(composer.composing().draft).toMatchObject({ state: 'writing', typed: '' })
    expect(phone.sent).toHaveLength(1)
  })

  it('gives its text new ids when the other tab has sent an earlier state of it', () => {
    const phone = arrangeComposer()
    const composer = phone.open()
    const shared = writing('Sent', 'p1')
    phone.otherTab({ before: null, kept: shared })
    composer.type('Sent, and more')
    phone.otherTab({ before: shared, kept: null })
    const { draft } = composer.composing()
    expect(draft.typed).toBe('Sent, and more')
    expect(draft.state === 'writing' && draft.ids.post).not.toBe('p1')
  })
})

describe('two open tabs over one storage', () => {
  /** Both send one post: the first tab has its answer, the second still waits for its own. */
  async function arrangeLateSecond(lastWay: Way = 'answered late') {
    const phone = arrangeComposer()
    const [one, two] = [phone.openTab().composer, phone.openTab().composer]
    phone.nextWays('answered late', lastWay)
    one.type('Presents')
    one.post()
    await phone.clock.advance(4_500)
    expect(two.composing().draft).toMatchObject({ state: 'sending', typed: 'Presents' })
    await phone.clock.advance(600)
    expect(one.composing().draft.typed).toBe('')
    return { phone, one, two }
  }

  it('keeps what is typed after the post of both, when the second answer comes', async () => {
    const { phone, one, two } = await arrangeLateSecond()
    one.type('Cake')
    await phone.clock.advance(60_000)
    expect(one.composing().draft.typed).toBe('Cake')
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toBe('Cake')
    expect(two.composing().draft).toEqual(one.composing().draft)
    expect(phone.server.texts()).toEqual(['Presents'])
  })

  it('keeps what is typed after the post of both, when the second answer is lost', async () => {
    const { phone, one, two } = await arrangeLateSecond('answer lost late')
    one.type('Cake')
    await phone.clock.advance(800)
    expect(two.composing()).toMatchObject({ draft: { state: 'waiting', typed: 'Presents' }, isKept: false })
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toBe('Cake')
    await phone.clock.advance(60_000)
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toBe('Cake')
    expect(two.composing()).toMatchObject({ draft: { typed: 'Cake' }, isKept: true })
  })

  it('keeps a refused text as it was mended in one tab, when the other is refused later', async () => {
    const phone = arrangeComposer()
    phone.server.refuse({ code: 'cast_ended' })
    const [one, two] = [phone.openTab().composer, phone.openTab().composer]
    phone.nextWays('answered late', 'answered late')
    one.type('Presents')
    one.post()
    await phone.clock.advance(5_100)
    one.type('Presents, mended')
    await phone.clock.advance(60_000)
    expect(one.composing().draft.typed).toBe('Presents, mended')
    expect(two.composing().draft).toEqual(one.composing().draft)
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toBe('Presents, mended')
  })

  it('lets go of nothing but its own text', async () => {
    const phone = arrangeComposer()
    const [one, two] = [phone.openTab().composer, phone.openTab().composer]
    one.type('Here')
    two.type('Over there')
    await phone.clock.advance(20)
    one.type('Here.')
    await phone.clock.advance(20)
    expect(two.composing()).toMatchObject({ draft: { typed: 'Over there' }, isKept: false })
    two.type('')
    await phone.clock.advance(20)
    expect(one.composing()).toMatchObject({ draft: { typed: 'Here.' }, isKept: true })
    expect(two.composing()).toMatchObject({ draft: { typed: 'Here.' }, isKept: true })
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toBe('Here.')
  })

  it('keeps its own text as soon as the other tab has let go of another', async () => {
    const phone = arrangeComposer()
    const [one, two] = [phone.openTab().composer, phone.openTab().composer]
    one.type('Here')
    two.type('Over there')
    await phone.clock.advance(20)
    expect(one.composing().isKept).toBe(false)
    two.post()
    await phone.clock.advance(20)
    expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed).toBe('Here')
    expect(one.composing().isKept).toBe(true)
  })

  it('sends one op when Post is pressed in both at once', async () => {
    const phone = arrangeComposer()
    const [one, two] = [phone.openTab().composer, phone.openTab().composer]
    one.type('Presents')
    await phone.clock.advance(20)
    phone.nextWays('answered late')
    one.post()
    await phone.clock.advance(1)
    two.post()
    await phone.clock.advance(60_000)
    expect(new Set(phone.sent.map(op => JSON.stringify(op))).size).toBe(1)
    expect(phone.server.texts()).toEqual(['Presents'])
    expect([one, two].map(tab => tab.composing().draft.typed)).toEqual(['', ''])
  })
})

describe('whatever the network and the person do', () => {
  const way = fc.constantFrom<Way>('answered', 'answered late', 'answer lost', 'request lost')
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('type' as const), ways: fc.constant([] as Way[]) }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('post' as const), ways: fc.array(way, { maxLength: 4 }) }) },
    fc.record({
      do: fc.constantFrom('reload', 'wake', 'wait', 'refuse', 'accept', 'sign out', 'retry'),
      ways: fc.array(way, { maxLength: 2 }),
    }),
  )

  // Invariants 1 and 8 for the one post in the composer. It does not cover storage that lies about what it kept.
  it('each post is on the server exactly once or still on the phone, as it was typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async steps => {
        const phone = arrangeComposer()
        let composer = phone.open()
        const finished: string[] = []
        let number = 0
        for (const { do: what, ways } of steps) {
          phone.nextWays(...ways)
          const { typed, state } = composer.composing().draft
          if (what === 'type' && state === 'writing') composer.type(`${typed === '' ? `post ${++number}` : typed}.`)
          if (what === 'post') composer.post()
          if (what === 'reload') composer = phone.open()
          if (what === 'wake') phone.wake()
          if (what === 'retry') composer.retry()
          if (what === 'refuse') phone.server.refuse({ code: 'cast_ended' })
          if (what === 'sign out') phone.server.refuse({ code: 'signed_out' })
          if (what === 'accept') phone.server.refuse(null)
          const shown = composer.composing().draft.typed
          if (what !== 'wait') await Promise.resolve()
          else await phone.clock.advance(40_000)
          expect(readDraft({ storage: phone.storage, owner: OWNER })?.typed ?? '').toBe(
            composer.composing().draft.typed,
          )
          if (shown !== '' && composer.composing().draft.typed === '') finished.push(shown)
        }
        phone.server.refuse(null)
        phone.nextWays()
        composer = phone.open()
        await phone.clock.advance(0)
        composer.retry()
        await phone.clock.advance(60_000)
        if (composer.composing().draft.typed !== '') composer.post()
        await phone.clock.advance(60_000)
        const texts = phone.server.texts()
        expect(composer.composing().draft.typed).toBe('')
        expect(texts.map(numberOf)).toEqual(Array.from({ length: number }, (_, at) => at + 1))
        for (const text of finished) expect(texts).toContain(text)
      }),
      { seed, numRuns: 300 },
    )
  })

  const inTab = fc.record({ at: fc.constantFrom(0, 1), step, ms: fc.constantFrom(20, 800, 5_000) })

  // Invariant 8 for two tabs over one storage. The person is slower than the storage event, and leaves no tab that says it is not kept.
  it('no post of two tabs is lost: it is on the server, in a tab or on the phone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(inTab, { minLength: 1, maxLength: 40 }), async steps => {
        const phone = arrangeComposer()
        const tabs = [phone.openTab(), phone.openTab()]
        let number = 0
        const lost = () => {
          const shown = tabs.map(({ composer }) => composer.composing().draft.typed)
          const kept = readDraft({ storage: phone.storage, owner: OWNER })?.typed ?? ''
          const safe = new Set([...phone.server.texts(), ...shown, kept].map(numberOf))
          return Array.from({ length: number }, (_, at) => at + 1).filter(each => !safe.has(each))
        }
        for (const { at, step, ms } of steps) {
          const { composer, close } = tabs[at] ?? expect.fail('no such tab')
          const { draft, isKept } = composer.composing()
          phone.nextWays(...step.ways)
          if (step.do === 'type' && draft.state === 'writing')
            composer.type(`${draft.typed === '' ? `post ${++number}` : draft.typed}.`)
          if (step.do === 'post') composer.post()
          if (step.do === 'wake') phone.wake()
          if (step.do === 'retry') composer.retry()
          if (step.do === 'refuse') phone.server.refuse({ code: 'cast_ended' })
          if (step.do === 'sign out') phone.server.refuse({ code: 'signed_out' })
          if (step.do === 'accept') phone.server.refuse(null)
          if (step.do === 'reload' && isKept) {
            close()
            tabs[at] = phone.openTab()
          }
          await phone.clock.advance(step.do === 'wait' ? 40_000 : ms)
          expect(lost()).toEqual([])
        }
        phone.server.refuse(null)
        phone.nextWays()
        for (const { composer } of [...tabs, ...tabs]) {
          composer.retry()
          await phone.clock.advance(60_000)
          if (composer.composing().draft.typed !== '') composer.post()
          await phone.clock.advance(60_000)
        }
        expect(readDraft({ storage: phone.storage, owner: OWNER })).toBeNull()
        expect(new Set(phone.server.texts().map(numberOf)).size).toBe(number)
        if (steps.every(({ step }) => step.do !== 'refuse')) expect(phone.server.texts()).toHaveLength(number)
      }),
      { seed, numRuns: 300 },
    )
  })
})

/** `post 12...` is number 12. */
function numberOf(text: string): number {
  return Number.parseInt(text.slice(5), 10)
}
