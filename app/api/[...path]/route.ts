import { Failure } from '../../../lib/server/failure.ts'
import { handle } from '../../../lib/server/request/handle.ts'

const notFound = handle(async () => {
  throw new Failure('not_found')
})

/** Whatever else is asked under /api: the answer is JSON, as everywhere there. */
export { notFound as GET, notFound as POST, notFound as PUT, notFound as PATCH, notFound as DELETE }
