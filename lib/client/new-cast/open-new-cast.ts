import type { NewCast } from '../../shared/new-cast.ts'
import { type DeviceStorage, keep, keptAs, letGo, readKept } from '../kept.ts'
import type { Clock } from '../live/clock.ts'
import type { askSlug } from './ask-new-cast.ts'
import {
  askFor,
  blankForm,
  isSlug,
  linkOf,
  type NewCastForm,
  type Problems,
  parseKeptForm,
  problemsOf,
  startOf,
} from './new-cast-form.ts'

/** The form of a new cast. `made`: it is in the outbox, from where it is started. */
export type NewCastState =
  | { state: 'typing'; form: NewCastForm; problems: Problems; suggestion: string | null; general: string | null }
  | { state: 'checking'; form: NewCastForm }
  | { state: 'made'; form: NewCastForm }

export interface NewCastParts {
  /** Id of the person. */
  person: string
  storage: DeviceStorage
  clock: Clock
  askSlug: typeof askSlug
  /** Puts the cast into the outbox. Rejects when this device cannot keep it. */
  start(cast: NewCast): Promise<void>
  /** The form when nothing was kept. */
  made: { id: string; timeZone: string; lang: string }
}

export interface NewCastStore {
  state(): NewCastState
  subscribe(listener: () => void): () => void
  change(changed: Partial<NewCastForm>): void
  create(): void
  /** As `create`, with the start set to now. */
  startNow(): void
}

export function openNewCast(parts: NewCastParts): NewCastStore {
  const { storage, clock } = parts
  const name = keptAs.newCast(parts)
  let state = firstState(parseKeptForm(readKept(storage, name)), parts)
  let cancelCheck = () => {}
  const listeners = new Set<() => void>()

  function show(next: NewCastState): void {
    state = next
    if (state.state === 'made') letGo(storage, name)
    else keep(storage, name, { form: state.form })
    for (const listener of listeners) listener()
  }

  function change(changed: Partial<NewCastForm>): void {
    if (state.state !== 'typing') return
    const before = linkOf(state.form)
    const form = { ...state.form, ...changed }
    const isOtherLink = linkOf(form) !== before
    const problems = withoutFields(state.problems, changed, isOtherLink)
    show({ ...state, form, problems, suggestion: isOtherLink ? null : state.suggestion, general: null })
    if (isOtherLink) planCheck()
  }

  function planCheck(): void {
    cancelCheck()
    cancelCheck = clock.after(CHECK_MS, () => void checkLink()) // never throws: no answer is one of the answers
  }

  // A hint only. Whether the link is free is decided when the cast is started.
  async function checkLink(): Promise<void> {
    const taken = await readTaken(state.form)
    if (taken !== null && state.state === 'typing' && linkOf(state.form) === taken.slug)
      show(withTaken(state, taken.suggestion))
  }

  async function readTaken(form: NewCastForm): Promise<{ slug: string; suggestion: string | undefined } | null> {
    const slug = linkOf(form)
    if (!isSlug(slug)) return null
    const answer = await parts.askSlug({ slug, title: form.title })
    return answer.kind === 'answer' && !answer.body.free ? { slug, suggestion: answer.body.suggestion } : null
  }

  function create(): void {
    if (state.state !== 'typing') return
    const problems = problemsOf(state.form, clock.now())
    if (Object.keys(problems).length > 0) show({ ...state, problems, general: null })
    else void start(startOf(state.form)) // as above
  }

  function startNow(): void {
    if (state.state !== 'typing') return
    const { start: _past, ...problems } = problemsOf(state.form, clock.now())
    if (Object.keys(problems).length > 0) show({ ...state, problems, general: null })
    else void start(clock.now()) // as above
  }

  /** A link that is known to be taken is for the person to change. Without an answer the cast does not wait: the outbox sees to it. */
  async function start(startsAt: number | null): Promise<void> {
    cancelCheck()
    const { form } = state
    show({ state: 'checking', form })
    const taken = await Promise.race([readTaken(form), noAnswer()])
    if (taken !== null) return show(withTaken(typing(form), taken.suggestion))
    try {
      await parts.start(askFor(form, startsAt))
      show({ state: 'made', form })
    } catch {
      show({ ...typing(form), general: NOT_KEPT })
    }
  }

  function noAnswer(): Promise<null> {
    return new Promise(resolve => clock.after(PATIENCE_MS, () => resolve(null)))
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change,
    create,
    startNow,
  }
}

const CHECK_MS = 400
const PATIENCE_MS = 3_000
const NOT_KEPT = 'This phone could not keep the cast, so it is not made. Free some space and try again.'

type Typing = Extract<NewCastState, { state: 'typing' }>

function typing(form: NewCastForm): Typing {
  return { state: 'typing', form, problems: {}, suggestion: null, general: null }
}

function firstState(kept: NewCastForm | null, { made }: NewCastParts): NewCastState {
  return typing(kept ?? blankForm(made))
}

/** A problem goes when its field is changed. */
function withoutFields(problems: Problems, changed: Partial<NewCastForm>, isOtherLink: boolean): Problems {
  const { title, slug, start } = problems
  const isOtherStart = 'date' in changed || 'time' in changed || 'timeZone' in changed
  return {
    ...(title && !('title' in changed) && { title }),
    ...(slug && !isOtherLink && { slug }),
    ...(start && !isOtherStart && { start }),
  }
}

function withTaken(state: Typing, suggestion: string | undefined): Typing {
  const slug = `“${linkOf(state.form)}” is taken by another cast.`
  return { ...state, problems: { ...state.problems, slug }, suggestion: suggestion ?? null }
}
