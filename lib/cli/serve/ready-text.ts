import { isIP, isIPv6 } from 'node:net'
import { renderUnicodeCompact } from 'uqr'
import type { FirstRun } from '../../server/auth/owner.ts'

export interface Ready {
  scheme: 'http' | 'https'
  port: number
  /** What it listens on; undefined is every address. */
  host: string | undefined
  /** The address of the site, when it is known to be another. */
  site: string | undefined
  /** This machine's addresses on the local network, best first. */
  network: string[]
  /** What only the first start tells. */
  firstRun: FirstRun | null
}

/** What a start prints when it listens. */
export function readyText({ scheme, port, host, site, network, firstRun }: Ready): string {
  const isEverywhere = host === undefined || isWildcard(host)
  const at = (name: string) => `${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`
  const local = at(isEverywhere ? 'localhost' : host)
  const outside = (isEverywhere ? network : isLoopback(host) ? [] : [host]).map(at)
  const shared = site === undefined ? outside[0] : new URL(site).origin

  const lines = ['', 'PusherCast is ready.', '']
  if (site !== undefined) lines.push(`  Its address       ${shared}`)
  lines.push(`  On this machine   ${local}`)
  if (outside.length > 0) lines.push(`  On the network    ${outside.join('  ')}`)
  if (shared) lines.push('', '  The same for the camera of a phone:', '', indent(renderUnicodeCompact(shared)))
  if (firstRun) lines.push(...firstRunLines(firstRun, shared ?? local))
  if (shared?.startsWith('http:')) {
    lines.push(
      '',
      '  Phones get this over plain http: posting works, opening without a network does not.',
      '  README, "On a phone", has three ways to https.',
    )
  }
  return [...lines, '', 'Ctrl-C stops it.'].join('\n')
}

function firstRunLines({ passphrase, token }: FirstRun, origin: string): string[] {
  const link = ['', '  To sign in once without typing it, open', `  ${origin}/signin/once/${token}`]
  if (passphrase === null) return link
  return [
    '',
    `  Your passphrase   ${passphrase}`,
    '                    (shown only now; npm run passphrase makes another)',
    ...link,
  ]
}

/** 0.0.0.0, :: and what else is all zeros listen on every address. */
function isWildcard(host: string): boolean {
  return isIP(host) !== 0 && /^[0:.]+$/.test(host)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function indent(block: string): string {
  return block.replace(/^/gm, '  ')
}
