/**
 * What a person typed, as it is stored: line ends are `\n`, no character that cannot be seen or stored, no spaces at line ends,
 * at most one blank line between paragraphs. Empty when nothing of it can be seen. Cleaning twice changes nothing more.
 */
export function cleanText(text: string): string {
  // Line by line, since /\s+$/gm takes quadratic time on a long run of spaces.
  const lines = text.replace(LINE_END, '\n').replace(UNWANTED, '').split('\n')
  const cleaned = lines.map(line => line.trimEnd()).join('\n')
  // A second blank line would show nothing more than the first: both renderers know paragraphs only.
  return INVISIBLE.test(cleaned) ? '' : cleaned.replace(/\n{3,}/g, '\n\n').trim()
}

// Word sends VT for a line break, mainframes NEL, and JSON in a script may hold U+2028 and U+2029.
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

// Control characters, lone surrogates (no UTF-8 can hold them), noncharacters, byte order marks, U+FFFC (left by phones where a
// picture was pasted), and the embeddings and overrides U+202A to U+202E: they can make a link read as another one. The isolates
// U+2066 to U+2069, direction marks, joiners, variation selectors and tags stay: right-to-left and Indic text and emoji need them.
const UNWANTED = /(?![\t\n])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\uFEFF\uFFFC]/gu

const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u
