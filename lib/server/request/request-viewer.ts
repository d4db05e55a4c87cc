import type { NextRequest } from 'next/server'
import type { Viewer } from '../access.ts'
import { readViewer } from '../auth/read-viewer.ts'
import { runtime } from '../runtime.ts'

/** Who asks, by the request's session cookie. */
export function requestViewer(request: NextRequest): Promise<Viewer> {
  return readViewer(runtime(), request.cookies, request.headers)
}
