import type { Collection, Filter, Sort } from 'mongodb'
import { below, collectionsOf, list, type OnCollections, one } from './mongo-collections.ts'
import {
  type CastDocument,
  type CounterDocument,
  type LogDocument,
  type MarkDocument,
  newCastDocument,
  OWNER,
  type PersonDocument,
  type PostDocument,
  postDocument,
  projectionOf,
  toCast,
} from './mongo-documents.ts'
import { guarded, insertedBy } from './mongo-errors.ts'
import { mongoPhotos } from './mongo-photos.ts'
import { openMongo } from './open-mongo.ts'
import {
  type Head,
  type LogEntry,
  type Person,
  type Phase,
  type Projection,
  type Store,
  type StoredPost,
  StoreUnavailable,
} from './store.ts'

/** The store in a MongoDB database, or what speaks its protocol. Every write is of one document. Source: README, Storage. */
export function mongoStore(uri: string): Store {
  const opened = openMongo(uri)
  const on: OnCollections = step => guarded(async () => step(collectionsOf(await opened.db())))
  return {
    insertCast: cast =>
      on(async ({ casts, counters }) => {
        const document = newCastDocument(cast, await numberFor(counters, cast.number))
        if (await insertedBy(() => casts.insertOne(document))) return 'inserted'
        return (await casts.findOne({ _id: cast.id })) === null ? 'slug_taken' : 'id_taken'
      }),
    readCast: idOrSlug =>
      on(async ({ casts }) => {
        const found = (await casts.findOne({ _id: idOrSlug })) ?? (await casts.findOne({ slug: idOrSlug }))
        return found && toCast(found)
      }),
    isSlugTaken: slug => on(async ({ casts }) => (await casts.findOne({ slug })) !== null),
    listCasts: ({ phase, now, before, limit }) =>
      on(async ({ casts }) =>
        (await list(casts, phases[phase]({ now, before }), phaseOrder[phase], limit)).map(toCast),
      ),
    listCastsOf: ({ owner, before, limit }) =>
      on(async ({ casts }) =>
        (await list(casts, { owner, ...below('number', before) }, { number: -1 }, limit)).map(toCast),
      ),
    listHeads: ({ after, limit }) =>
      on(async ({ casts, log }) => {
        const found = await list(casts, after === undefined ? {} : { _id: { $gt: after } }, { _id: 1 }, limit)
        const heads: Head[] = []
        // Not all at a time: a slow database has them wait for each other's connections until they give up.
        for (const { id: cast } of found) heads.push({ cast, rev: await headOf(log, cast) })
        return heads
      }),
    listChangedSince: since => on(({ log }) => log.distinct('cast', { at: { $gte: since } })),

    insertEntry: entry => on(({ log }) => insertedBy(() => log.insertOne({ ...entry }))),
    readEntryByOp: ({ cast, op }) => on(({ log }) => one(log, { cast, op })),
    readEntryAt: ({ cast, rev }) => on(({ log }) => one(log, { cast, rev })),
    readEntries: ({ cast, after, limit }) =>
      on(({ log }) => list(log, { cast, rev: { $gt: after } }, { rev: 1 }, limit)),

    blankEntries: query => on(({ log }) => blankEntries(log, query)),

    projectPost: (cast, post) => on(({ posts }) => projectPost(posts, postDocument(cast, post))),
    projectCast: (cast, to) => on(({ casts }) => projectCast(casts, cast, to)),
    readPost: ({ cast, id }) => on(async ({ posts }) => (await one(posts, { cast, id }))?.state ?? null),
    readPosts: ({ cast, before, limit }) =>
      on(({ posts }) => listShown(posts, { cast, removed: false, ...below('seq', before) }, limit)),
    readPostsChanged: async ({ cast, after, upTo, limit }) =>
      on(async ({ posts }) =>
        (await list(posts, { cast, rev: { $gt: after, $lte: upTo } }, { rev: 1 }, limit)).map(({ state }) => state),
      ),
    readKeyMoments: ({ cast, limit }) => on(({ posts }) => listShown(posts, { cast, isKey: true }, limit)),

    readMark: ({ cast, follower }) =>
      on(async ({ marks }) => {
        const mark = await one(marks, { cast, follower })
        return mark && { rev: mark.rev, at: mark.at }
      }),
    moveMark: mark => on(({ marks }) => moveMark(marks, mark)),

    ...mongoPhotos(on),

    readPerson: id => on(async ({ people }) => toPerson(await people.findOne({ id }))),
    readOwner: () => on(async ({ people }) => toPerson(await people.findOne({ _id: OWNER }))),
    insertOwner: person => on(({ people }) => insertedBy(() => people.insertOne({ ...person, _id: OWNER }))),
    renamePerson: (id, name) => on(async ({ people }) => void (await people.updateOne({ id }, { $set: { name } }))),
    replacePerson: ({ id, name, epoch, passphrase }) =>
      on(async ({ people }) => void (await people.updateOne({ id }, { $set: { name, epoch, passphrase } }))),
    setPassphrase: (person, passphrase) =>
      on(async ({ links, people }) => {
        await links.deleteMany({ person })
        await people.updateOne({ id: person }, { $set: { passphrase }, $inc: { epoch: 1 } })
      }),
    insertSigninLink: ({ hash, ...link }) =>
      on(async ({ links }) => void (await links.insertOne({ _id: hash, ...link, browser: null }))),
    claimSigninLink: ({ hash, browser, now }) =>
      on(async ({ links }) => {
        const usable = { _id: hash, expiresAt: { $gt: now }, browser: { $in: [null, browser] } }
        return (await links.findOneAndUpdate(usable, { $set: { browser } }))?.person ?? null
      }),

    ensureSecret: (name, made) =>
      on(async ({ secrets }) => {
        await insertedBy(() => secrets.insertOne({ _id: name, value: made }))
        const kept = await secrets.findOne({ _id: name })
        // Refused by one that the majority does not have yet: whoever used its own would disagree with all others.
        if (kept === null) throw new StoreUnavailable('what refuses a secret cannot be read')
        return kept.value
      }),
    readSecret: name => on(async ({ secrets }) => (await secrets.findOne({ _id: name }))?.value ?? null),
    // A read, as a primary that has lost its majority still answers the command of that name.
    ping: () => on(async ({ secrets }) => void (await secrets.findOne({ _id: 'ping' }))),
    close: () => opened.close(),
  }
}

const phases: Record<Phase, (at: { now: string; before: number | undefined }) => Filter<CastDocument>> = {
  live: ({ now }) => ({ listed: true, ended: false, liveFrom: { $lte: now } }),
  upcoming: ({ now }) => ({ listed: true, ended: false, liveFrom: { $gt: now } }),
  past: ({ before }) => ({ listed: true, ended: true, ...below('number', before) }),
}
const phaseOrder: Record<Phase, Sort> = {
  live: { liveFrom: 1, number: -1 },
  upcoming: { liveFrom: 1, number: -1 },
  past: { number: -1 },
}

async function listShown(posts: Collection<PostDocument>, filter: Filter<PostDocument>, limit: number) {
  const found = await list(posts, filter, { seq: -1 }, limit)
  return found.map(({ state }) => state as StoredPost) // the filters leave out what was removed
}

async function headOf(log: Collection<LogDocument>, cast: string): Promise<number> {
  const [last] = await list(log, { cast }, { rev: -1 }, 1)
  return last?.rev ?? 0
}

/** A number that is not used after all leaves a hole, which nobody minds: they sort lists. */
async function numberFor(counters: Collection<CounterDocument>, given: number | undefined): Promise<number> {
  await insertedBy(() => counters.insertOne({ _id: 'casts', value: 0 }))
  const step = given === undefined ? { $inc: { value: 1 } } : { $max: { value: given } }
  const counter = await counters.findOneAndUpdate({ _id: 'casts' }, step, { returnDocument: 'after' })
  if (counter === null) throw new Error('the counter of casts is gone')
  return given ?? counter.value
}

/** One by one, as each keeps its own rev and tip: a post has few entries. */
async function blankEntries(
  log: Collection<LogDocument>,
  { cast, post, below: rev }: { cast: string; post: string; below: number },
): Promise<void> {
  const said = { cast, 'post.id': post, rev: { $lt: rev }, 'post.removed': { $ne: true } }
  const entries = await log.find<Extract<LogEntry, { kind: 'post' }>>(said).toArray()
  for (const {
    rev: at,
    tip,
    post: { id, seq },
  } of entries)
    await log.updateOne({ cast, rev: at }, { $set: { post: { id, seq, rev: at, tip, removed: true } } })
}

async function projectPost(posts: Collection<PostDocument>, post: PostDocument): Promise<void> {
  if (await insertedBy(() => posts.insertOne({ ...post }))) return
  const { cast, id, ...latest } = post
  await posts.updateOne({ cast, id, rev: { $lt: post.rev } }, { $set: latest })
}

async function projectCast(casts: Collection<CastDocument>, cast: string, to: Projection): Promise<void> {
  await casts.updateOne({ _id: cast, 'position.rev': { $lt: to.position.rev } }, { $set: projectionOf(to) })
}

async function moveMark(marks: Collection<MarkDocument>, mark: MarkDocument): Promise<void> {
  if (await insertedBy(() => marks.insertOne({ ...mark }))) return
  const { cast, follower, rev, at } = mark
  await marks.updateOne({ cast, follower, rev: { $lt: rev } }, { $set: { rev, at } })
}

function toPerson(document: PersonDocument | null): Person | null {
  if (document === null) return null
  const { id, name, epoch, passphrase } = document
  return { id, name, epoch, passphrase }
}
