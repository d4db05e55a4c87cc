import type { Cast } from '../../shared/cast.ts'
import { failures } from '../../shared/failures.ts'
import { type DeviceStorage, keep, keptAs, letGo, readKept } from '../kept.ts'
import type { Clock } from '../live/clock.ts'
import type { Answer } from '../live/read-answer.ts'
import type { askNewCast, askSlug } from './ask-new-cast.ts'
import {
  askFor,
  blankForm,
  isSlug,
  type KeptForm,
  linkOf,
  type NewCastForm,
  type Problems,
  parseKeptForm,
  problemsOf,
  startOf,
} from './new-cast-form.ts'

/**
 * The form of a new cast. `unanswered`: the server may have made it, so the form is frozen and asks for the very same again;
 * otherwise a cast could come out that is not what the form says.
 */
export type NewCastState =
  | { state: 'typing'; form: NewCastForm; problems: Problems; suggestion: string | null; general: string | null }
  | { state: 'asking'; form: NewCastForm; startsAt: number | null }
  | { state: 'unanswered'; form: NewCastForm; startsAt: number | null }
  | { state: 'made'; form: NewCastForm; cast: Cast }

export interface NewCastParts {
  /** Id of the person. */
  person: string
  storage: DeviceStorage
  clock: Clock
  askNewCast: typeof askNewCast
  askSlug: typeof askSlug
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
  /** Asks the same again after a lost answer. */
  retry(): void
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
    else keep(storage, name, { form: state.form, isSent: state.state !== 'typing', startsAt: startsAtOf(state) })
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

  // A hint only. Whether the link is free is decided when the cast is made.
  async function checkLink(): Promise<void> {
    const { title } = state.form
    const slug = linkOf(state.form)
    if (!isSlug(slug)) return
    const answer = await parts.askSlug({ slug, title })
    if (state.state !== 'typing' || linkOf(state.form) !== slug || answer.kind !== 'answer' || answer.body.free) return
    show(withTaken(state, answer.body.suggestion))
  }

  function create(): void {
    if (state.state !== 'typing') return
    const problems = problemsOf(state.form, clock.now())
    if (Object.keys(problems).length > 0) show({ ...state, problems, general: null })
    else void ask(startOf(state.form)) // as above
  }

  function startNow(): void {
    if (state.state !== 'typing') return
    const { start, ...problems } = problemsOf(state.form, clock.now())
    if (Object.keys(problems).length > 0) show({ ...state, problems, general: null })
    else void ask(clock.now()) // as above
  }

  async function ask(startsAt: number | null): Promise<void> {
    cancelCheck()
    const { form } = state
    show({ state: 'asking', form, startsAt })
    show(afterAnswer(await parts.askNewCast(askFor(form, startsAt)), form, startsAt))
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
    retry() {
      if (state.state === 'unanswered') void ask(state.startsAt) // as above
    },
  }
}

const CHECK_MS = 400

type Typing = Extract<NewCastState, { state: 'typing' }>

function typing(form: NewCastForm): Typing {
  return { state: 'typing', form, problems: {}, suggestion: null, general: null }
}

function firstState(kept: KeptForm | null, { made }: NewCastParts): NewCastState {
  if (kept === null) return typing(blankForm(made))
  return kept.isSent ? { state: 'unanswered', form: kept.form, startsAt: kept.startsAt } : typing(kept.form)
}

function startsAtOf(state: NewCastState): number | null {
  return state.state === 'asking' || state.state === 'unanswered' ? state.startsAt : null
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

function afterAnswer(answer: Answer<{ cast: Cast }>, form: NewCastForm, startsAt: number | null): NewCastState {
  if (answer.kind === 'answer') return { state: 'made', form, cast: answer.body.cast }
  if (answer.kind === 'trouble' || failures[answer.error.code].retry === 'later') {
    return { state: 'unanswered', form, startsAt }
  }
  const { code, suggestion } = answer.error
  const { message } = failures[code]
  if (code === 'slug_taken') return withTaken(typing(form), suggestion)
  if (code === 'slug_invalid') return { ...typing(form), problems: { slug: message } }
  if (code === 'title_empty') return { ...typing(form), problems: { title: message } }
  return { ...typing(form), general: message }
}
