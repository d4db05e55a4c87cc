import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** HMAC-SHA256 in lower-case hex, as every signature of the protocol and of the HTTP API. */
export function sign(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('hex')
}

/** MD5 in lower-case hex, which the HTTP API asks for of a body. It binds the body to the signature; the signature is what protects it. */
export function md5(body: Buffer): string {
  return createHash('md5').update(body).digest('hex')
}

/** Whether two digests are the same, in a time that does not tell where they differ. */
export function sameDigest(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}
