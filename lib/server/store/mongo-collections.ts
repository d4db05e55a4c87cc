import type { Collection, Db, Document, Filter, Sort } from 'mongodb'
import type {
  CastDocument,
  CounterDocument,
  LinkDocument,
  LogDocument,
  MarkDocument,
  PersonDocument,
  PhotoBytesDocument,
  PhotoDocument,
  PostDocument,
  SecretDocument,
} from './mongo-documents.ts'

type Collections = ReturnType<typeof collectionsOf>
/** Runs one step on them, and throws `StoreUnavailable` for what can pass. */
export type OnCollections = <T>(step: (collections: Collections) => Promise<T>) => Promise<T>

/** By the names that open-mongo.ts makes indexes for. */
export function collectionsOf(db: Db) {
  return {
    casts: db.collection<CastDocument>('casts'),
    counters: db.collection<CounterDocument>('counters'),
    log: db.collection<LogDocument>('log'),
    posts: db.collection<PostDocument>('posts'),
    marks: db.collection<MarkDocument>('marks'),
    photos: db.collection<PhotoDocument>('photos'),
    photoBytes: db.collection<PhotoBytesDocument>('photoBytes', { promoteBuffers: true }),
    people: db.collection<PersonDocument>('people'),
    links: db.collection<LinkDocument>('links'),
    secrets: db.collection<SecretDocument>('secrets'),
  }
}

/** Below a page's end, or from the top where there is none. */
export function below(field: string, before: number | undefined) {
  return before === undefined ? {} : { [field]: { $lt: before } }
}

const WITHOUT_ID = { projection: { _id: 0 } }

export function one<Kept extends Document>(collection: Collection<Kept>, filter: Filter<Kept>): Promise<Kept | null> {
  return collection.findOne<Kept>(filter, WITHOUT_ID)
}

/** As they were put in: the driver's own `_id` stays behind. */
export function list<Kept extends Document>(
  collection: Collection<Kept>,
  filter: Filter<Kept>,
  order: Sort,
  limit: number,
) {
  return collection.find<Kept>(filter, WITHOUT_ID).sort(order).limit(limit).toArray()
}
