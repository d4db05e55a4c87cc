import type { CastAnswer, ChangeEvent, ChangesAnswer, PostsAnswer } from '../../shared/change.ts'

/** What a reader begins with: two answers of the server, and when they were made, in milliseconds. */
export interface ReaderStart {
  cast: CastAnswer
  page: PostsAnswer
  at: number
}

/** What can happen to a reader. `at` in milliseconds of the device's clock. */
export type ReaderEvent =
  /** An event of the cast's channel. */
  | { type: 'event'; event: ChangeEvent; at: number }
  /** An answer to `changes` since the reader's position. */
  | { type: 'changes'; answer: ChangesAnswer; at: number }
  /** The page of posts before the `seq` `before`. */
  | { type: 'older'; answer: PostsAnswer; before: number }
  /** The log is another one (410). */
  | { type: 'restarted' }
  /** All of it loaded again. */
  | ({ type: 'afresh' } & ReaderStart)
  /** Nothing to read at this address any more (404). */
  | { type: 'gone' }
  /** Asked, and no answer of ours came. */
  | { type: 'trouble'; at: number }
  /** The channel is subscribed. */
  | { type: 'socket up'; at: number }
  /** It is not any more; `heardAt` is when its server was last heard. */
  | { type: 'socket lost'; at: number; heardAt: number }
