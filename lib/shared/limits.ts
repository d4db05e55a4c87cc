/** Every limit that both sides know. Text lengths are `string.length`, sizes are bytes, durations milliseconds. Source: README, Limits. */
export const TEXT_MAX = 10_000
export const KEY_MAX = 80
export const TITLE_MAX = 200
export const SUMMARY_MAX = 1_000
export const SLUG_MAX = 64
export const NAME_MAX = 60
/** RFC 5646 §4.4.1: what the longest tag of any use needs. */
export const LANG_MAX = 35

export const OPS_MAX = 50
export const OPS_BODY_BYTES = 256 * 1024

export const PHOTOS_MAX = 10
/** Some more may come when many are on their way at a time. */
export const PHOTOS_PER_CAST = 2_000
export const PHOTO_BYTES = 25 * 1024 * 1024
/** Pixels; what the header of a file may claim. */
export const PHOTO_SIDE = 20_000
export const ALT_MAX = 1_000
/** A hash has at most 25 bytes. */
export const THUMBHASH_MAX = 36

export const PAGE_DEFAULT = 30
export const PAGE_MAX = 100

/** A post is late when it was received this long after it was captured. */
export const LATE_MS = 60_000
/** A device's clock is left alone up to this difference. */
export const CLOCK_SLACK_MS = 120_000
/** Posts captured before the end of a cast are taken for this long after it. */
export const GRACE_MS = 24 * 60 * 60 * 1000
