import { describe, expect, it } from 'vitest'
import { contentSecurity, type PageFacts } from '../../../lib/server/content-security.ts'

const page: PageFacts = {
  scheme: 'https',
  host: 'casts.example.org',
  scripts: ["'nonce-abc'"],
  channels: { at: 'embedded' },
  isShell: false,
  isDevelopment: false,
}
const app = { id: '1', key: 'k', secret: 's' }

function rule(name: string, facts: Partial<PageFacts>): string | undefined {
  return contentSecurity({ ...page, ...facts })
    .split('; ')
    .find(part => part.startsWith(`${name} `))
}

describe('the content security policy', () => {
  it('allows nothing that is not named', () => {
    expect(rule('default-src', {})).toBe("default-src 'none'")
    expect(rule('object-src', {})).toBe("object-src 'none'")
    expect(rule('base-uri', {})).toBe("base-uri 'none'")
    expect(rule('frame-ancestors', {})).toBe("frame-ancestors 'none'")
  })

  it('lets a script run by its nonce or its hash, never because it stands in the page (invariant 10)', () => {
    expect(rule('script-src', {})).toBe("script-src 'self' 'nonce-abc'")
    expect(rule('script-src', { scripts: ["'sha256-x'", "'sha256-y'"] })).toBe(
      "script-src 'self' 'sha256-x' 'sha256-y'",
    )
    expect(rule('script-src', { isDevelopment: true })).toBe("script-src 'self' 'nonce-abc' 'unsafe-eval'")
  })

  it('lets the page reach its own Channels server, wherever that is', () => {
    expect(rule('connect-src', {})).toBe("connect-src 'self' wss://casts.example.org")
    expect(rule('connect-src', { scheme: 'http', host: 'localhost:3000' })).toBe(
      "connect-src 'self' ws://localhost:3000",
    )
    expect(rule('connect-src', { channels: { at: 'pusher', app, cluster: 'eu' } })).toBe(
      "connect-src 'self' wss://ws-eu.pusher.com",
    )
    const server = { host: 'push.internal', port: 6001, tls: false }
    const seen = { host: 'push.example.org', port: 443, tls: true }
    expect(rule('connect-src', { channels: { at: 'host', app, server, public: seen } })).toBe(
      "connect-src 'self' wss://push.example.org:443",
    )
  })

  it('lets the shell, which outlives a change of the Channels host, reach any', () => {
    expect(rule('connect-src', { isShell: true })).toBe("connect-src 'self' https: wss:")
    expect(rule('connect-src', { isShell: true, scheme: 'http' })).toBe("connect-src 'self' https: wss: http: ws:")
  })
})
