import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, it } from 'vitest'
import { normaliseHeaders, outsideOf } from '../../../lib/cli/serve/outside.ts'

function outside(
  headers: IncomingHttpHeaders,
  hops: number,
  { remoteAddress = '203.0.113.9', encrypted = false } = {},
) {
  return outsideOf({ headers: { host: 'casts.example.org', ...headers }, remoteAddress, encrypted }, hops)
}

describe('where a request comes from', () => {
  it('is what the socket says when no proxy is ours, whatever the client claims', () => {
    const claims = { 'x-forwarded-for': '1.1.1.1', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' }
    expect(outside(claims, 0)).toEqual({ address: '203.0.113.9', scheme: 'http', host: 'casts.example.org' })
    expect(outside(claims, 0, { encrypted: true }).scheme).toBe('https')
  })

  it('is what our own proxies have added, counted from the end', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 198.51.100.7, 10.0.0.2', 'x-forwarded-proto': 'https' }
    expect(outside(headers, 1)).toMatchObject({ address: '10.0.0.2', scheme: 'https' })
    expect(outside(headers, 2)).toMatchObject({ address: '198.51.100.7', scheme: 'https' })
    expect(outside({ 'x-forwarded-host': 'evil.example, casts.example.org' }, 1).host).toBe('casts.example.org')
  })

  it('falls back on the socket when our proxy says nothing, or nothing that is an address', () => {
    expect(outside({}, 1).address).toBe('203.0.113.9')
    expect(outside({ 'x-forwarded-for': 'unknown', 'x-forwarded-proto': 'gopher' }, 1)).toMatchObject({
      address: '203.0.113.9',
      scheme: 'http',
    })
  })

  it.each([
    ['198.51.100.7:4711', '198.51.100.7'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
  ])('reads %s as %s', (written, address) => {
    expect(outside({ 'x-forwarded-for': written }, 1).address).toBe(address)
    expect(outside({}, 0, { remoteAddress: '::ffff:192.0.2.1' }).address).toBe('192.0.2.1')
  })

  it.each(['a b', 'host/path', 'user@host', 'host?x', 'host:port', 'a\\b', ''])('takes %j for no host', host => {
    expect(outside({ host }, 0).host).toBeUndefined()
  })
})

describe('what is left for the app to read', () => {
  it('is our word on every header that speaks of the way here', () => {
    const headers: IncomingHttpHeaders = {
      host: 'Casts.Example.org',
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-server': 'evil',
      'x-real-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      cookie: 'a=b',
    }
    normaliseHeaders(headers, outsideOf({ headers, remoteAddress: '203.0.113.9', encrypted: true }, 0))
    expect(headers).toEqual({
      host: 'casts.example.org',
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'casts.example.org',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      cookie: 'a=b',
    })
  })

  it('has none of the headers by which the parts of the server talk to each other', () => {
    const headers: IncomingHttpHeaders = Object.fromEntries(
      ['x-nonce', 'content-security-policy', 'x-middleware-subrequest', 'x-invoke-path', 'x-matched-path', 'rsc'].map(
        name => [name, 'x'],
      ),
    )
    normaliseHeaders(headers, { address: '203.0.113.9', scheme: 'http', host: 'localhost:3000' })
    expect(Object.keys(headers).filter(name => !name.startsWith('x-forwarded-'))).toEqual(['rsc', 'host'])
  })
})
