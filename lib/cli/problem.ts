/** Something that a person can mend: the message says what, in one line, and is all that is printed before exit 1. */
export class Problem extends Error {
  override name = 'Problem'
}
