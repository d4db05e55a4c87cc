import { cleanText } from './clean-text.ts'
import { postMarkdown } from './post-markdown.ts'

/**
 * HTML of a post, safe to insert. Elements: p, br, strong, em, ul, ol, li, blockquote, a; attributes: `dir=auto` on the outermost, `value` on
 * numbered items, `href` (http, https, mailto), `title`, `rel` and `target` on links. The same text gives the same HTML everywhere.
 */
export function renderText(text: string): string {
  return postMarkdown.render(cleanText(text))
}
