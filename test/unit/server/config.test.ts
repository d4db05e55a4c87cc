import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../lib/server/config.ts'

const app = { PUSHER_APP_ID: '17', PUSHER_KEY: 'k17', PUSHER_SECRET: 's17' }

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: undefined,
      dataDir: `${process.cwd()}/.data`,
      channels: { at: 'embedded' },
      tls: undefined,
      trustProxy: 0,
      logLevel: 'info',
    })
  })

  it('takes an empty value for one that is not set', () => {
    const names = ['PORT', 'HOST', 'DATA_DIR', 'PUSHER_KEY', 'PUSHER_HOST', 'TLS_CERT', 'TRUST_PROXY', 'LOG_LEVEL']
    expect(readConfig(Object.fromEntries(names.map((name, at) => [name, at % 2 ? '' : ' '])))).toEqual(readConfig({}))
  })

  it.each([
    ['PORT', ['abc', '-1', '3000.5', '65536', '0x10', '1e3']],
    ['HOST', ['a b', 'http://localhost']],
    ['OWNER_PASSPHRASE', ['short']],
    ['NEXTAUTH_SECRET', ['short']],
    ['NEXTAUTH_URL', ['example.org', 'ftp://example.org', 'https://example.org/casts']],
    ['TRUST_PROXY', ['true', '11', '-1']],
    ['LOG_LEVEL', ['loud', 'INFO']],
  ])('names a wrong %s and says what it should be', (name, values) => {
    for (const value of values) {
      const problems = problemsOf({ [name]: value })
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatch(new RegExp(`^${name}.* should be `))
    }
  })

  it('knows the public address as browsers write it', () => {
    for (const written of ['https://cast.example.org', 'https://Cast.Example.org/', 'https://cast.example.org:443'])
      expect(readConfig({ NEXTAUTH_URL: written }).authUrl).toBe('https://cast.example.org')
  })

  it('names every wrong value, one line each', () => {
    expect(problemsOf({ PORT: 'x', TRUST_PROXY: 'y', LOG_LEVEL: 'z' }).map(line => line.split(' ')[0])).toEqual([
      'PORT',
      'TRUST_PROXY',
      'LOG_LEVEL',
    ])
  })

  it('never repeats a secret', () => {
    const secrets = {
      OWNER_PASSPHRASE: 'sesame',
      NEXTAUTH_SECRET: 'sesame',
      PUSHER_SECRET: 'sesame',
      PUSHER_KEY: 'sesame',
    }
    expect(problemsOf(secrets).join('\n')).not.toContain('sesame')
  })

  it.each([
    [{ TLS_CERT: 'cert.pem' }, ['TLS_KEY']],
    [{ TLS_KEY: 'key.pem' }, ['TLS_CERT']],
    [{ PUSHER_KEY: 'k' }, ['PUSHER_APP_ID', 'PUSHER_SECRET', 'PUSHER_CLUSTER']],
    [{ PUSHER_CLUSTER: 'eu' }, ['PUSHER_APP_ID', 'PUSHER_KEY', 'PUSHER_SECRET']],
    [app, ['PUSHER_CLUSTER']],
    [{ ...app, PUSHER_CLUSTER: 'eu', PUSHER_PORT: '6001' }, ['PUSHER_HOST']],
    [{ ...app, PUSHER_CLUSTER: 'eu', PUSHER_PUBLIC_HOST: 'push.example.org' }, ['PUSHER_HOST']],
  ])('refuses %o, which makes no sense alone', (env, missing) => {
    expect(problemsOf(env).map(line => line.split(' ')[0])).toEqual(missing)
  })

  it('reads hosted Pusher', () => {
    expect(readConfig({ ...app, PUSHER_CLUSTER: 'eu' }).channels).toEqual({
      at: 'pusher',
      app: { id: '17', key: 'k17', secret: 's17' },
      cluster: 'eu',
    })
  })

  it('reads a host of its own, which browsers may see elsewhere', () => {
    const host = { ...app, PUSHER_HOST: 'push.internal', PUSHER_PORT: '6001', PUSHER_SCHEME: 'http' }
    const server = { host: 'push.internal', port: 6001, tls: false }
    expect(readConfig(host).channels).toMatchObject({ at: 'host', server, public: server })
    const seen = { PUSHER_PUBLIC_HOST: 'push.example.org', PUSHER_PUBLIC_SCHEME: 'https' }
    expect(readConfig({ ...host, ...seen }).channels).toMatchObject({
      server,
      public: { host: 'push.example.org', port: 443, tls: true },
    })
    expect(readConfig({ ...app, PUSHER_HOST: 'push.example.org' }).channels).toMatchObject({
      server: { host: 'push.example.org', port: 443, tls: true },
    })
  })
})
