import { renderUnicodeCompact } from 'uqr'
import { describe, expect, it } from 'vitest'
import { type Ready, readyText } from '../../../lib/cli/serve/ready-text.ts'

const NETWORK = ['192.168.1.5', '10.0.0.7']

function ready(changes: Partial<Ready>): string {
  return readyText({
    scheme: 'http',
    port: 3000,
    host: undefined,
    site: undefined,
    network: NETWORK,
    firstRun: null,
    ...changes,
  })
}

/** The lines of addresses, without their padding. */
function addresses(text: string): string[] {
  return text.split('\n').flatMap(line => /^ {2}(?:Its address|On \w+ \w+) +(.*)$/.exec(line)?.[1] ?? [])
}

/** The address that a phone would read, of those given. */
function codeIn(text: string, candidates: string[]): string | undefined {
  const flat = text.replace(/^ {2}/gm, '')
  return candidates.find(one => flat.includes(renderUnicodeCompact(one)))
}

describe('what a start prints', () => {
  it.each([undefined, '0.0.0.0', '::', '0:0:0:0:0:0:0:0'])(
    'names every address of the network when it listens on %s',
    host => {
      const text = ready({ host })
      expect(addresses(text)).toEqual(['http://localhost:3000', 'http://192.168.1.5:3000  http://10.0.0.7:3000'])
      expect(codeIn(text, ['http://localhost:3000', 'http://192.168.1.5:3000'])).toBe('http://192.168.1.5:3000')
    },
  )

  it.each([
    ['10.0.0.7', 'http://10.0.0.7:3000'],
    ['house.lan', 'http://house.lan:3000'],
    ['fd00::7', 'http://[fd00::7]:3000'],
  ])('names the one address when it listens on %s', (host, origin) => {
    const text = ready({ host })
    expect(addresses(text)).toEqual([origin, origin])
    expect(codeIn(text, ['http://192.168.1.5:3000', origin])).toBe(origin)
    expect(text).toContain('Phones get this over plain http')
  })

  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['localhost', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
  ])('names nothing for phones when it listens on %s, which they cannot reach', (host, origin) => {
    const text = ready({ host })
    expect(addresses(text)).toEqual([origin])
    expect(text).not.toMatch(/[▀▄█]|Phones/)
  })

  it('names the address of the site first, and gives phones that one', () => {
    const firstRun = { passphrase: 'four words of it', token: 'token' }
    const text = ready({ host: '127.0.0.1', site: 'https://cast.example.org/', firstRun })
    expect(addresses(text)).toEqual(['https://cast.example.org', 'http://127.0.0.1:3000'])
    expect(codeIn(text, ['http://127.0.0.1:3000', 'https://cast.example.org'])).toBe('https://cast.example.org')
    expect(text).toContain('Your passphrase   four words of it\n')
    expect(text).toContain('\n  https://cast.example.org/signin/once/token\n')
    expect(text).not.toContain('Phones')
  })

  it('tells no passphrase that was configured', () => {
    const text = ready({ host: '127.0.0.1', firstRun: { passphrase: null, token: 'token' } })
    expect(text).not.toContain('passphrase')
    expect(text).toContain('\n  http://127.0.0.1:3000/signin/once/token\n')
  })
})
