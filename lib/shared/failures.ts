export interface FailureRow {
  /** HTTP status of the request, or of the op in its result. */
  status: number
  /** Whether sending the same again can succeed: `reload` first, `sign_in` first, `later` by itself, or `never`. */
  retry: 'never' | 'later' | 'reload' | 'sign_in'
  /** What a person reads: what became of their text, and what to do. */
  message: string
}

/** Every error of the API, and the one sentence for it. The outbox, the pages and the README read the same rows. */
export const failures = {
  invalid: { status: 400, retry: 'never', message: 'The server could not read this. Nothing was changed.' },
  unknown_op: {
    status: 400,
    retry: 'later',
    message: 'The server does not know this kind of change yet. Your text is kept; it goes out after the update.',
  },
  signed_out: { status: 401, retry: 'sign_in', message: 'Sign in to send. Your text stays here until you do.' },
  wrong_author: {
    status: 401,
    retry: 'sign_in',
    message: 'Somebody else is signed in here. Nothing was sent; your text stays here until you sign in.',
  },
  wrong_passphrase: { status: 401, retry: 'never', message: 'That passphrase isn’t right.' },
  link_used: {
    status: 401,
    retry: 'never',
    message: 'This sign-in link was used already or is too old. Sign in with the passphrase.',
  },
  cross_site: {
    status: 403,
    retry: 'never',
    message: 'This came from another site, so nothing was changed. Open PusherCast itself and try again.',
  },
  not_allowed: { status: 403, retry: 'never', message: 'You may not post to this cast. Your text is kept here.' },
  not_yours: { status: 403, retry: 'never', message: 'Only its author can change this post. Your text is kept here.' },
  post_missing: {
    status: 404,
    retry: 'never',
    message: 'The server does not have this post. Your text is kept; copy it into a new one.',
  },
  not_found: { status: 404, retry: 'never', message: 'Nothing to read at this address.' },
  conflict: {
    status: 409,
    retry: 'never',
    message: 'The server has something else under this number. Your text is kept; copy it into a new post.',
  },
  photo_taken: {
    status: 409,
    retry: 'never',
    message:
      'The server has another photo under this number. Your text is kept here; copy it into a new post and pick the photos again.',
  },
  photo_unknown: {
    status: 404,
    retry: 'later',
    message: 'The server does not know this photo yet. It is kept on this device and goes up after its post.',
  },
  photo_done: {
    status: 410,
    retry: 'never',
    message: 'The server takes nothing more for this photo: it has arrived, or its post was removed.',
  },
  slug_taken: {
    status: 409,
    retry: 'never',
    message: 'That address is taken. Your cast is not made yet; pick another.',
  },
  cast_ended: {
    status: 409,
    retry: 'never',
    message: 'This cast has ended. Your text is kept here; it can go out if the cast is opened again.',
  },
  blocked: {
    status: 409,
    retry: 'later',
    message: 'Something before it on the same post was refused, so this was not sent. Your text is kept.',
  },
  log_restarted: {
    status: 410,
    retry: 'reload',
    message: 'This cast was restored from a backup. Loading it again.',
  },
  too_large: { status: 413, retry: 'never', message: 'That is too much at once. Nothing was changed.' },
  slug_invalid: {
    status: 422,
    retry: 'never',
    message: 'A link has small letters, digits and single hyphens, at most 64. Your cast is not made yet.',
  },
  title_empty: { status: 422, retry: 'never', message: 'Give the cast a title.' },
  text_empty: {
    status: 422,
    retry: 'never',
    message: 'There is nothing in this post yet. Write something and send again.',
  },
  text_too_long: {
    status: 422,
    retry: 'never',
    message: 'The server refused this post: too long. The text is kept; shorten it and send again.',
  },
  too_many: {
    status: 429,
    retry: 'later',
    message: 'Too many tries. Nothing was changed; try again in a little while.',
  },
  internal: {
    status: 500,
    retry: 'later',
    message: 'Something went wrong on the server. What you wrote is kept on this device; it will be tried again.',
  },
  store_unavailable: {
    status: 503,
    retry: 'later',
    message: 'The server cannot reach its storage. What you wrote is kept on this device; it will be tried again.',
  },
} as const satisfies Record<string, FailureRow>

export type FailureCode = keyof typeof failures
