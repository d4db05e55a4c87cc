import type { ChannelsPlace } from '../config.ts'

/** `{key}` alone means the page's own origin. The secret stays here. */
export type BrowserConfig = { key: string } & (
  | object
  | { cluster: string }
  | { host: string; port: number; tls: boolean }
)

export function browserConfig(channels: ChannelsPlace, embeddedKey: string): BrowserConfig {
  if (channels.at === 'embedded') return { key: embeddedKey }
  if (channels.at === 'pusher') return { key: channels.app.key, cluster: channels.cluster }
  return { key: channels.app.key, ...channels.public }
}
