import { describe, expect, it } from 'vitest'
import { channelsTrouble } from '../../../lib/server/channels/channels-trouble.ts'

describe('what is wrong with a Channels host', () => {
  it.each([
    [{ status: 401 }, 'wrong_key', 'PUSHER_SECRET'],
    [{ status: 404 }, 'wrong_app', 'PUSHER_CLUSTER'],
    [{ status: 403 }, 'over_quota', 'quota'],
    [{ status: 429 }, 'over_quota', 'quota'],
    [{ status: 413 }, 'refused', 'out of order'],
    [{ status: 502 }, 'refused', 'out of order'],
    [{ error: { code: 'ENOTFOUND' } }, 'no_such_host', 'PUSHER_HOST'],
    [{ error: { code: 'EAI_AGAIN' } }, 'unreachable', 'network'],
    [{ error: { code: 'ECONNREFUSED' } }, 'unreachable', 'PUSHER_PORT'],
    [{ error: { code: 'ERR_SSL_WRONG_VERSION_NUMBER' } }, 'no_tls', 'PUSHER_SCHEME'],
    [{ error: { code: 'CERT_HAS_EXPIRED' } }, 'no_tls', 'certificate'],
    [{ error: { name: 'AbortError' } }, 'no_answer', 'does not answer'],
    [{ name: 'TimeoutError' }, 'no_answer', 'does not answer'],
  ])('is, of %j, %s, with what to do about it', (error, code, words) => {
    const trouble = channelsTrouble(error)
    expect(trouble.code).toBe(code)
    expect(trouble.advice).toContain(words)
  })

  it('never says what the library knows of the request', () => {
    expect(JSON.stringify(channelsTrouble({ status: 401, url: 'https://x/?auth_signature=y' }))).not.toContain('auth_')
  })
})
