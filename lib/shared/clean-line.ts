import { cleanText } from './clean-text.ts'

/** As `cleanText`, for what stands on one line (title, name, key moment): line breaks and runs of spaces become one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}
