import { readFile } from 'node:fs/promises'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import type { Config } from '../../server/config.ts'
import { Problem } from '../problem.ts'

/** The certificate and its key as PEM text, tried together once; undefined when none are set. Throws `Problem`. */
export async function readTls({ tls }: Pick<Config, 'tls'>): Promise<{ cert: string; key: string } | undefined> {
  if (tls === undefined) return undefined
  const cert = await readPem('TLS_CERT', tls.cert)
  const key = await readPem('TLS_KEY', tls.key)
  assertUsable({ cert }, `TLS_CERT is "${tls.cert}", but that certificate cannot be read`)
  assertUsable({ key }, `TLS_KEY is "${tls.key}", but that key cannot be read`)
  assertUsable({ cert, key }, `TLS_KEY is "${tls.key}", but that is not the key of the certificate in TLS_CERT`)
  return { cert, key }
}

async function readPem(name: string, file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(error => {
    throw new Problem(`${name} is "${file}", but that file cannot be read (${error.code}).`)
  })
  if (!text.includes('-----BEGIN ')) throw new Problem(`${name} is "${file}", but that is no PEM file.`)
  return text
}

function assertUsable(parts: SecureContextOptions, complaint: string): void {
  try {
    createSecureContext(parts)
  } catch (error) {
    throw new Problem(`${complaint} (${error instanceof Error ? error.message : error}).`)
  }
}
