import { z } from 'zod'
import { PAGE_MAX } from '../../shared/limits.ts'
import { parse } from '../parse.ts'

const REV_MAX = 2 ** 31 - 1

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))

const Page = z.object({
  before: whole(1, REV_MAX).optional(),
  limit: whole(1, PAGE_MAX).optional(),
  atLeast: whole(0, REV_MAX).optional(),
})
const Since = z.object({
  since: z
    .string()
    .regex(/^\d{1,10}(\.[0-9a-f]{8})?$/)
    .transform(text => {
      const [rev, tip] = text.split('.')
      return { rev: Number(rev), tip }
    })
    .refine(({ rev }) => rev <= REV_MAX)
    .default({ rev: 0, tip: undefined }),
  limit: Page.shape.limit,
  atLeast: Page.shape.atLeast,
})

/** `before`, `limit` (1 to 100), `atLeast`. Throws `invalid`. */
export function readPage(address: URL): z.infer<typeof Page> {
  return parse(Page, Object.fromEntries(address.searchParams))
}

/** `since` as `<rev>` or `<rev>.<tip>`, `limit`, `atLeast`. Throws `invalid`. */
export function readSince(address: URL): z.infer<typeof Since> {
  return parse(Since, Object.fromEntries(address.searchParams))
}
