import { cookies, headers } from 'next/headers'
import { notFound } from 'next/navigation'
import type { Viewer } from '../access.ts'
import { readViewer } from '../auth/read-viewer.ts'
import { Failure } from '../failure.ts'
import { openToRead } from '../open-cast.ts'
import { runtime } from '../runtime.ts'
import type { CastRecord } from '../store/store.ts'

/** Who looks at the page that is being rendered. */
export async function pageViewer(): Promise<Viewer> {
  return readViewer(runtime(), await cookies(), await headers())
}

/** The cast of a page, by slug or id; the page "Nothing to read at this address" when there is none for this viewer. */
export async function openPage(cast: string): Promise<CastRecord> {
  return orNotFound(openToRead(runtime().store, await pageViewer(), cast))
}

/** Shows that page in place of a `not_found`. */
export async function orNotFound<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') notFound()
    throw error
  }
}
