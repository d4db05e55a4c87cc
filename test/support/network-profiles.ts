/** What a network does to those who use it. Latency and rates are those that Lighthouse and WebPageTest give these names. */
export interface NetworkProfile {
  /** A round trip, milliseconds. */
  rttMs: number
  /** Kilobits per second, shared by all connections; undefined for no limit. */
  downKbps?: number
  upKbps?: number
  /** Of 100 packets, how many are lost and come late, by TCP's retransmission. */
  lossPercent?: number
  /** How it is when it fails: `down` cuts what is open and refuses what is new; `silent` accepts everything and passes on nothing. */
  fails: 'down' | 'silent'
  /** By itself, over and over, milliseconds. */
  flaps?: { upMs: number; downMs: number }
}

export const networkProfiles = {
  'slow 4G': { rttMs: 150, downKbps: 1600, upKbps: 750, fails: 'down' },
  'slow 3G': { rttMs: 400, downKbps: 400, upKbps: 400, fails: 'down' },
  EDGE: { rttMs: 840, downKbps: 240, upKbps: 200, fails: 'down' },
  lossy: { rttMs: 150, downKbps: 1600, upKbps: 750, lossPercent: 5, fails: 'down' },
  'lie-fi': { rttMs: 150, downKbps: 1600, upKbps: 750, fails: 'silent' },
  flap: { rttMs: 150, downKbps: 1600, upKbps: 750, fails: 'down', flaps: { upMs: 3_000, downMs: 7_000 } },
} satisfies Record<string, NetworkProfile>

export type NetworkName = keyof typeof networkProfiles
