/** Paths of the two static pages that open without a network: one for all of the studio, one for a cast that was read before. */
export const STUDIO_SHELL = '/studio'
export const READER_SHELL = '/reader'

/** A header of every page of ours: what comes without it may be the word of a proxy or a captive portal. */
export const OURS = 'x-pushercast'
