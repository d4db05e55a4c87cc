import { NextRequest } from 'next/server'
import { Failure } from '../failure.ts'
import { readText } from '../request/read-body.ts'

const FORM_BYTES = 4 * 1024

/** The form of a sign-in or sign-out. Throws `too_large`, and `invalid` for a body of another kind: next-auth itself would read any. */
export async function readForm(request: NextRequest): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new Failure('invalid', { path: '' })
  return new URLSearchParams(await readText(request, FORM_BYTES))
}

/** The same request, with its form that was read. */
export function withForm(request: NextRequest, form: URLSearchParams): NextRequest {
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  return new NextRequest(request.url, { method: 'POST', headers, body: form.toString() })
}
