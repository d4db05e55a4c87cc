import { type ChannelsHost, channelsHost } from './channels/channels-host.ts'
import type { Config } from './config.ts'
import type { Secrets } from './secrets.ts'
import type { Store } from './store/store.ts'

/** What the server talks to outside itself. */
export interface Ports {
  store: Store
  channels: ChannelsHost
}

/** Name of the environment variable by which the start tells on which local port the embedded Channels server takes triggers. */
export const CHANNELS_PORT = 'PUSHERCAST_CHANNELS_PORT'

export function openChannels(
  { channels }: Config,
  secrets: Secrets,
  env: Record<string, string | undefined>,
): ChannelsHost {
  if (channels.at === 'pusher') return channelsHost(channels.app, { cluster: channels.cluster })
  if (channels.at === 'host') return channelsHost(channels.app, channels.server)
  return channelsHost(secrets.channels, { host: '127.0.0.1', port: Number(env[CHANNELS_PORT]), tls: false })
}
