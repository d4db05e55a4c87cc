/**
 * An answer of the HTTP API that is no success: its status, and a sentence as plain text. 403 (application disabled, or over its
 * message quota) is never answered: here is neither. Source: Pusher Channels docs, "HTTP API Reference".
 */
export class HttpRefusal extends Error {
  readonly status: number

  constructor(status: 400 | 401 | 404 | 405 | 408 | 413, message: string) {
    super(message)
    this.status = status
  }
}
