/** The way to a Channels server, as a reader needs it. Never throws: what does not work shows as `lost` or as silence. */
export interface ChannelPort {
  /** Follows one channel until the function it returns is called; nothing is told after that. */
  follow(channel: string, listener: ChannelListener): () => void
  /** A hint that trying again now may work. Does nothing while connected. */
  retry(): void
  /** Lets go of the connection. */
  close(): void
}

export interface ChannelListener {
  /** From now on events arrive. Called again after each reconnection. */
  subscribed(): void
  /** Events may be missed from now on. */
  lost(): void
  /** The server gave a sign of life. */
  alive(): void
  /** How many follow the channel now, this page with them; hosts that do not count never say. */
  counted(followers: number): void
  /** The data of a `change` event, as it came. */
  event(data: unknown): void
}
