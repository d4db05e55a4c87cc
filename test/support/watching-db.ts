import type { OutboxDb } from '../../lib/client/outbox/outbox-db.ts'

/** idb's shortcuts begin a transaction of their own: by the proxy, so that it is seen. */
const SHORTCUTS = new Set<unknown>(['add', 'clear', 'count', 'delete', 'get', 'getAll', 'put'])

/** The same database, with an eye on each transaction. */
export function watching(
  db: OutboxDb,
  onTransaction: (mode: unknown, options?: IDBTransactionOptions) => unknown = () => {},
  onBegun: (tx: IDBTransaction) => void = () => {},
): OutboxDb {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'transaction')
        return (names: never, mode: never, options?: IDBTransactionOptions) => {
          onTransaction(mode, options)
          const tx = target.transaction(names, mode, options)
          onBegun(tx as never)
          return tx
        }
      const member = Reflect.get(target, name)
      return typeof member === 'function' && !SHORTCUTS.has(name) ? member.bind(target) : member
    },
  })
}
