import { requirePerson } from '../../../../lib/server/access.ts'
import { Failure } from '../../../../lib/server/failure.ts'
import { freeSlug } from '../../../../lib/server/free-slug.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { requestViewer } from '../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../lib/server/runtime.ts'
import { Slug } from '../../../../lib/shared/slug.ts'

/** GET /api/slugs/:slug?title=: whether a cast may take that address; if not, one that is free. For people who may start casts. */
export const GET = handle(async (request, { params }: RouteContext<'/api/slugs/[slug]'>) => {
  requirePerson(await requestViewer(request))
  const { store } = runtime()
  const { slug } = await params
  if (!Slug.safeParse(slug).success) throw new Failure('slug_invalid')
  if (!(await store.isSlugTaken(slug))) return Response.json({ free: true })
  const title = request.nextUrl.searchParams.get('title') ?? ''
  return Response.json({ free: false, suggestion: await freeSlug(store, slug, title) })
})
