import { type OutboxDb, openOutboxDb } from './outbox-db.ts'

/** A connection of its own for what is needed once in a while. */
export async function withOutboxDb<T>(work: (db: OutboxDb) => Promise<T>): Promise<T> {
  const db = await openOutboxDb(() => {})
  try {
    return await work(db)
  } finally {
    db.close()
  }
}
