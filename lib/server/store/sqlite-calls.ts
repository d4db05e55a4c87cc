import type Database from 'libsql'
import { isTaken, storeError } from './sqlite-errors.ts'

export type Column = string | number | null | Buffer

/** Each statement is prepared once; every call answers as the port says or throws what `storeError` makes of it. */
export function sqliteCalls(db: Database.Database) {
  const prepared = new Map<string, Database.Statement>()
  const guarded = <T>(text: string, step: (statement: Database.Statement) => T): T => {
    try {
      const statement = prepared.get(text) ?? db.prepare(text)
      prepared.set(text, statement)
      return step(statement)
    } catch (error) {
      throw storeError(error)
    }
  }
  // The row types stand beside the statements that select them.
  const read = <Row>(text: string, columns: Column[]) => guarded(text, it => it.get(...columns) as Row | undefined)
  const list = <Row>(text: string, columns: Column[]) => guarded(text, it => it.all(...columns) as Row[])
  const write = (text: string, columns: Column[]) => void guarded(text, it => it.run(...columns))
  const insert = (text: string, columns: Column[]): boolean => {
    try {
      write(text, columns)
      return true
    } catch (error) {
      if (isTaken(error)) return false
      throw error
    }
  }
  return { read, list, write, insert }
}

/** What a row stands for; null where there was none. */
export function found<Row, Thing>(row: Row | undefined, to: (row: Row) => Thing): Thing | null {
  return row === undefined ? null : to(row)
}

export type SqliteCalls = ReturnType<typeof sqliteCalls>
