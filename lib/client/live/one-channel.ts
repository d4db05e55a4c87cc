import type { ChannelListener, ChannelPort } from './channel-port.ts'

/** One channel at a time; a cast moves to another when its visibility changes. */
export function oneChannel(channels: ChannelPort) {
  let name: string | null = null
  let leave = () => {}
  return {
    follow(wanted: string, listener: ChannelListener): void {
      if (name === wanted) return
      name = wanted
      leave()
      listener.lost()
      leave = channels.follow(wanted, listener)
    },
    leave: () => leave(),
  }
}
