import { describe, expect } from 'vitest'
import { defaultLimits } from '../../lib/channels/limits.ts'
import { sign } from '../../lib/channels/signature.ts'
import { verifyBody, verifyRequest } from '../../lib/channels/verify-request.ts'
import { shows } from '../support/shows.ts'

// The worked examples of the Pusher Channels documentation ("HTTP API Reference" and "Authentication and authorization
// signatures"), digests included.
const app = { id: '3', key: '278d425bdf160c739803', secret: '7ad3773142a6692b25b8' }
const body = Buffer.from('{"name":"foo","channels":["project-3"],"data":"{\\"some\\":\\"data\\"}"}')
const query =
  'auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0&body_md5=ec365a775a4cd0599faeb73354201b6f' +
  '&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c'

describe('the documented example', () => {
  const verify = (more: { query?: string; path?: string; method?: string; at?: number } = {}) =>
    verifyRequest(
      { app, limits: defaultLimits, clock: { wall: () => (more.at ?? 1353088179) * 1000, steady: () => 0 } },
      { method: more.method ?? 'POST', path: more.path ?? '/apps/3/events', query: more.query ?? query },
    )

  shows(
    ['signature-http'],
    'of a trigger verifies, in any order of its parameters, 600 s around its time',
    async () => {
      verifyBody(verify(), body)
      verify({ query: query.split('&').reverse().join('&') })
      for (const at of [1353088179 - 600, 1353088179 + 600]) verify({ at })
    },
  )

  shows(['refuses-bad-request-signature'], 'of a trigger fails when anything of it is another', async () => {
    for (const at of [1353088179 - 601, 1353088179 + 601]) expect(() => verify({ at })).toThrow('Timestamp expired')
    expect(() => verify({ path: '/apps/3/batch_events' })).toThrow('Invalid signature')
    expect(() => verify({ method: 'GET' })).toThrow('Invalid signature')
    expect(() => verify({ query: `${query}&more=1` })).toThrow('Invalid signature')
    expect(() => verify({ query: query.replace(/.$/, '') })).toThrow('Invalid signature')
    expect(() => verify({ query: query.replace('803', '804') })).toThrow('Unknown auth_key')
    expect(() => verify({ query: query.replace('1.0', '2.0') })).toThrow('Unknown auth_version')
    expect(() => verify({ query: query.replace('1353088179', '1353088179.0') })).toThrow('Timestamp expired')
    expect(() => verify({ query: '' })).toThrow('Unknown auth_key')
    expect(() => verifyBody(verify(), Buffer.from('{}'))).toThrow('Invalid body_md5')
    expect(() => verifyBody(new Map(), body)).toThrow('Invalid body_md5')
  })

  shows(
    ['signature-subscription'],
    'of a private, a presence subscription and a sign-in is what is expected here',
    async () => {
      expect(sign(app.secret, '1234.1234:private-foobar')).toBe(
        '58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4',
      )
      expect(sign(app.secret, '1234.1234:presence-foobar:{"user_id":10,"user_info":{"name":"Mr. Channels"}}')).toBe(
        '31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80',
      )
      expect(sign(app.secret, '1234.1234::user::{"id":"12345"}')).toBe(
        '4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba',
      )
    },
  )
})
