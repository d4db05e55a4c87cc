import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Problem } from '../../../lib/cli/problem.ts'
import { readTls } from '../../../lib/cli/serve/read-tls.ts'

const CERT = readFileSync('test/support/localhost-cert.pem', 'utf8')
const KEY = readFileSync('test/support/localhost-key.pem', 'utf8')
const OTHER_KEY = pkcs8({ type: 'pkcs8', format: 'pem' })
const LOCKED_KEY = pkcs8({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })

function pkcs8(encoding: { type: 'pkcs8'; format: 'pem'; cipher?: string; passphrase?: string }): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(encoding).toString()
}

/** The same PEM with its first line of base64 spoilt. */
function spoilt(pem: string): string {
  return pem.replace(/(-----BEGIN .*-----\n)..../, '$1!!!!')
}

function files({ cert, key }: { cert: string; key: string }): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key)
  return { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
}

describe('the certificate and its key', () => {
  it('are read when they belong together, and not when none are set', async () => {
    expect(await readTls({ tls: files({ cert: CERT, key: KEY }) })).toEqual({ cert: CERT, key: KEY })
    expect(await readTls({ tls: undefined })).toBeUndefined()
  })

  it.each([
    [
      'a spoilt certificate',
      { cert: spoilt(CERT), key: KEY },
      /^TLS_CERT is .*cert\.pem", but that certificate cannot/,
    ],
    ['a key for a certificate', { cert: KEY, key: KEY }, /^TLS_CERT is .*cert\.pem", but that certificate cannot/],
    ['a spoilt key', { cert: CERT, key: spoilt(KEY) }, /^TLS_KEY is .*key\.pem", but that key cannot/],
    ['a key with a passphrase', { cert: CERT, key: LOCKED_KEY }, /^TLS_KEY is .*key\.pem", but that key cannot/],
    ['the key of another', { cert: CERT, key: OTHER_KEY }, /^TLS_KEY is .*key\.pem", but that is not the key of/],
    ['no PEM at all', { cert: CERT, key: 'key' }, /^TLS_KEY is .*key\.pem", but that is no PEM file\.$/],
  ])('say in one line that %s cannot be used', async (_what, given, line) => {
    const told: unknown = await readTls({ tls: files(given) }).catch(error => error)
    expect(told).toBeInstanceOf(Problem)
    expect(String(told instanceof Error && told.message)).toMatch(line)
    expect(String(told)).toMatch(/^[^\n]+$/)
  })
})
