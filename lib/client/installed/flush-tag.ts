/** Names the Background Sync by which the worker sends the outbox. */
export const FLUSH_TAG = 'pushercast-flush'
