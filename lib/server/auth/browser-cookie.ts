import { randomBytes } from 'node:crypto'
import type { NextRequest } from 'next/server'
import { schemeOf } from '../request/refuse-cross-site.ts'

const BROWSER = 'pushercast.browser'
const DAY_SECONDS = 24 * 60 * 60

/** The mark of this browser, which presses a one-time link: the same may press it again after a lost answer, and nobody else may. */
export function browserOf(request: NextRequest): string {
  return request.cookies.get(BROWSER)?.value ?? randomBytes(16).toString('base64url')
}

/** Keeps the mark in the browser for a day. */
export function keepBrowser(request: NextRequest, response: Response, browser: string): Response {
  const secure = schemeOf(request.headers) === 'https' ? '; Secure' : ''
  const cookie = `${BROWSER}=${browser}; Path=/api/auth; Max-Age=${DAY_SECONDS}; HttpOnly; SameSite=Lax${secure}`
  response.headers.append('set-cookie', cookie)
  return response
}
