import { project } from '../follow/project.ts'
import { SHARED_SECRETS } from '../secrets.ts'
import { copyPhotos } from './copy-photos.ts'
import type { CastRecord, Head, LogEntry, Store } from './store.ts'

/** Two stores that cannot be one: what stands in the way, in a sentence. Nothing was overwritten. */
export class CopyRefused extends Error {
  override name = 'CopyRefused'
}

export interface Copied {
  casts: number
  entries: number
}

/**
 * Brings everything of one store into another that is empty, or holds an earlier, perhaps unfinished copy of it: the owner, the secrets,
 * and each cast with its photos and its log, from which the posts are made again. Each cast is compared at the end, by position, counts and
 * settings. `tell` hears how many entries and photos of how many are done. Throws `CopyRefused`.
 */
export async function copyStore(from: Store, to: Store, tell: (done: number, of: number) => void): Promise<Copied> {
  const heads = await allHeads(from)
  await assertNothingElse(heads, to)
  await copyOwner(from, to)
  for (const name of ['fingerprint', SHARED_SECRETS]) await copySecret(from, to, name)
  const total = await sizeOf(from, heads)
  let [entries, done] = [0, 0]
  for (const { cast } of heads) {
    const before = done
    const tellOfCast = (copied: number) => {
      done = Math.min(before + copied, total)
      tell(done, total)
    }
    entries += await copyCast({ from, to, cast, tell: tellOfCast })
  }
  return { casts: heads.length, entries }
}

async function assertNothingElse(heads: Head[], to: Store): Promise<void> {
  const known = new Set(heads.map(({ cast }) => cast))
  if ((await allHeads(to)).some(({ cast }) => !known.has(cast)))
    throw new CopyRefused('The one to copy to has casts that the other does not have: it is another installation.')
}

async function copyOwner(from: Store, to: Store): Promise<void> {
  const owner = await from.readOwner()
  if (owner === null) throw new CopyRefused('There is no owner in the one that is to be copied: it was never started.')
  if (await to.insertOwner(owner)) return
  const there = await to.readOwner()
  if (there?.id !== owner.id) throw new CopyRefused('The one to copy to has another owner: it is another installation.')
  await to.replacePerson(owner) // a passphrase that was changed since must not come back
}

async function copySecret(from: Store, to: Store, name: string): Promise<void> {
  const secret = await from.readSecret(name)
  if (secret === null) return
  if ((await to.ensureSecret(name, secret)) !== secret)
    throw new CopyRefused(`The one to copy to has another secret named "${name}": it is another installation.`)
}

const HEADS_A_PAGE = 100

async function allHeads(store: Store): Promise<Head[]> {
  const heads: Head[] = []
  for (let after: string | undefined; ; after = heads.at(-1)?.cast) {
    const page = await store.listHeads({ after, limit: HEADS_A_PAGE })
    heads.push(...page)
    if (page.length < HEADS_A_PAGE) return heads
  }
}

/** How many entries and photos there are. */
async function sizeOf(store: Store, heads: Head[]): Promise<number> {
  let size = 0
  for (const { cast, rev } of heads) size += rev + ((await store.readCast(cast))?.counts.photos ?? 0)
  return size
}

interface CastCopy {
  from: Store
  to: Store
  cast: string
  /** Hears how many of its entries and photos are there. */
  tell: (copied: number) => void
}

const ENTRIES_A_PAGE = 100

/** Returns how many entries it has. */
async function copyCast({ from, to, cast, tell }: CastCopy): Promise<number> {
  const source = await project(from, cast)
  if ((await to.insertCast(source)) === 'slug_taken')
    throw new CopyRefused(`The one to copy to has another cast at "${source.slug}": it is another installation.`)
  const known = await project(to, cast)
  await assertSameHistory(from, known)
  for (let { rev } = known.position; rev < source.position.rev; ) {
    // What is posted meanwhile is for the next run: the copy is of one moment of each cast.
    const limit = Math.min(ENTRIES_A_PAGE, source.position.rev - rev)
    const entries = await from.readEntries({ cast, after: rev, limit })
    for (const entry of entries) await insert(to, entry)
    rev = entries.at(-1)?.rev ?? source.position.rev
    tell(rev)
  }
  // Behind the posts, which drop the photos of those that are removed.
  await copyPhotos({ from, to, cast, tell: photos => tell(source.position.rev + photos) })
  assertEqual(source, await project(to, cast))
  return source.position.rev
}

/** What the copy holds already must be the beginning of the same log. */
async function assertSameHistory(from: Store, { id, slug, position }: CastRecord): Promise<void> {
  if (position.rev === 0) return
  const entry = await from.readEntryAt({ cast: id, rev: position.rev })
  if (entry?.tip !== position.tip)
    throw new CopyRefused(`The cast "${slug}" has gone on in the one to copy to. Nothing of it was changed.`)
}

async function insert(to: Store, entry: LogEntry): Promise<void> {
  if (!(await to.insertEntry(entry)))
    throw new CopyRefused('Somebody is writing to the one to copy to. Stop it, and run this again.')
}

function assertEqual(source: CastRecord, copy: CastRecord): void {
  const print = ({ id, slug, owner, number, position, counts, settings, settingsRev }: CastRecord) =>
    JSON.stringify([id, slug, owner, number, position.rev, position.tip, sorted(counts), sorted(settings), settingsRev])
  if (print(source) !== print(copy))
    throw new CopyRefused(`The copy of the cast "${source.slug}" is not the same. Stop both, and run this again.`)
}

function sorted(object: object): [string, unknown][] {
  return Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))
}
