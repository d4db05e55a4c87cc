import { z } from 'zod'

/** A change number: 1, 2, 3… without holes; 0 stands before the first change. */
export const Rev = z.int().nonnegative()

/** The first 8 hex digits of the SHA-256 of an entry's op id; empty at rev 0. */
export const Tip = z.string().regex(/^([0-9a-f]{8})?$/)

/** A place in one cast's history. The tip tells one history from another after a restored backup. */
export const Position = z.object({ rev: Rev, tip: Tip })
export type Position = z.infer<typeof Position>
