import { CLOCK_SLACK_MS } from '../shared/limits.ts'

/** All in milliseconds: the server's `receivedAt`, the device's `sentAt`, and the time of the op in front in the batch. */
export interface Clocks {
  receivedAt: number
  sentAt: number
  notBefore: number
}

/**
 * What a device's time was by the server's clock. The device is believed up to two minutes of difference; the result is
 * never later than now and never before the op in front of it. Source: README, Clocks.
 */
export function correctTime(deviceTime: number, { receivedAt, sentAt, notBefore }: Clocks): number {
  const off = receivedAt - sentAt
  const corrected = Math.abs(off) > CLOCK_SLACK_MS ? deviceTime + off : deviceTime
  return Math.min(receivedAt, Math.max(corrected, notBefore, 0)) // a device may say any year, ISO 8601 has four digits for it
}
