/** Says that the outbox or a draft has changed, to this page, its other tabs and the worker. What has changed is read from the store. */
export interface OutboxNews {
  tell(): void
  /** `isOwn`: it happened in this page. */
  onNews(listener: (news: { isOwn: boolean }) => void): () => void
}

const CHANNEL = 'pushercast-outbox'

export function broadcastNews(): OutboxNews {
  const listeners = new Set<(news: { isOwn: boolean }) => void>()
  // A browser without it has tabs that hear of each other when they are looked at.
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(CHANNEL) : null
  const hear = (isOwn: boolean) => {
    for (const listener of listeners) listener({ isOwn })
  }
  channel?.addEventListener('message', () => hear(false))
  return {
    tell() {
      channel?.postMessage(null)
      hear(true)
    },
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
