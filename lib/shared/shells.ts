/** Paths of the two static pages that open without a network: one for all of the studio, one for a cast that was read before. */
export const STUDIO_SHELL = '/studio'
export const READER_SHELL = '/reader'
