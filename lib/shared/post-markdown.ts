import MarkdownIt, { type StateBlock, type StateCore, type StateInline, type Token } from 'markdown-it'
import { isMeantAsLink } from './is-meant-as-link.ts'

/** The small Markdown of posts: paragraphs, line breaks, bold, italics, lists, quotes, links, e-mail. All else stays as typed. */
export const postMarkdown = new MarkdownIt('zero', { breaks: true, linkify: true, maxNesting: 100 })

// Everything is off in `zero`; what is not named here is text.
postMarkdown.enable(['blockquote', 'list', 'link', 'emphasis', 'escape', 'newline', 'linkify'])

// An allow list: with a host, so that no address leads back into the app.
postMarkdown.validateLink = url => /^(?:https?:\/\/[^/?#\\]|mailto:[^@]+@[^@])/i.test(url)
// A bare address is shown as typed: decoding could bring back characters that cleaning took out.
postMarkdown.normalizeLinkText = url => url

const { linkify } = postMarkdown
linkify.set({ fuzzyLink: true }).tlds(['app', 'dev'], true).add('ftp:', null).add('//', null)
const findLinks = linkify.match.bind(linkify)
linkify.match = text => findLinks(text)?.flatMap(link => (link.schema === '' ? bareLink(link) : link)) ?? null

type Link = NonNullable<ReturnType<typeof findLinks>>[number]

/** An address typed with no scheme: nearly every site has https by now, and the browser goes back to http by itself. */
function bareLink(link: Link): Link[] {
  return isMeantAsLink(link.raw) ? [Object.assign(link, { url: link.url.replace(/^http:/, 'https:') })] : []
}

// Deeper quotes and lists are text: no phone could show them, and each level costs another pass over its lines.
const LEVELS_MAX = 8

const quote = blockRule('blockquote')
postMarkdown.block.ruler.at(
  'blockquote',
  (state, line, end, silent) => state.level < LEVELS_MAX && quote(state, line, end, silent),
  { alt: ['paragraph', 'blockquote', 'list'] },
)

const list = blockRule('list')
postMarkdown.block.ruler.at(
  'list',
  (state, line, end, silent) =>
    state.level < LEVELS_MAX && !isOnlyLikeAList(state, line) && list(state, line, end, silent),
  { alt: ['paragraph', 'blockquote'] },
)

postMarkdown.block.ruler.before('paragraph', 'line_by_line', endsAtLineEnd, { alt: ['paragraph', 'blockquote'] })
postMarkdown.inline.ruler.before('escape', 'as_typed', asTyped)
postMarkdown.core.ruler.push('dress', dress)

function blockRule(name: 'blockquote' | 'list') {
  const { ruler } = new MarkdownIt('zero').block
  ruler.enableOnly([name])
  const [rule] = ruler.getRules('')
  if (!rule) throw new Error(`markdown-it has no rule ${name}`)
  return rule
}

/** "1986. A great year" is a sentence, a lone "-" or "* * *" a mark. */
function isOnlyLikeAList(state: StateBlock, line: number): boolean {
  const text = state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
  return /^(?:\d{3,}[.)]|[-+*\s]*$|\d+[.)]$)/.test(text)
}

/** Standard Markdown draws the line after a quote or a list into it. Here a quote or an item ends where its marks end. */
function endsAtLineEnd(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  return silent && (state.parentType === 'blockquote' || (state.sCount[line] ?? 0) < state.blkIndent)
}

function asTyped(state: StateInline, silent: boolean): boolean {
  const length = lengthAsTyped(state.src, state.pos)
  if (!silent) state.pending += state.src.slice(state.pos, state.pos + length)
  state.pos += length
  return length > 0
}

function lengthAsTyped(src: string, pos: number): number {
  if (src[pos] === '*') return /^\d\*\d/.test(src.slice(pos - 1, pos + 2)) ? 1 : 0
  AS_TYPED.lastIndex = pos
  return AS_TYPED.exec(src)?.[0].length ?? 0
}

// Besides 2*3*4: `![name](url)`, which would load from elsewhere or, as a link, hide what was meant; a backslash that ends its line;
// and the shrug, which loses an arm to escapes.
const AS_TYPED = /!\[[^[\]\n]*\]\([^()\n]*\)|!\[|\\(?=\n)|\\_\(ツ\)_\//y

function dress(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.type === 'ordered_list_open') token.attrs = null
    if (token.type === 'list_item_open' && token.info) token.attrSet('value', String(Number(token.info)))
    // Only outermost: `dir=auto` looks past inner elements that have a `dir`, so a quote of such paragraphs would always be `ltr`.
    // https://html.spec.whatwg.org/multipage/dom.html#contained-text-auto-directionality
    if (token.level === 0 && token.nesting === 1) token.attrSet('dir', 'auto')
    if (token.children) dressInline(token.children)
  }
}

function dressInline(tokens: Token[]): void {
  const open = { em_open: 0, strong_open: 0 }
  let typed = false
  for (const token of tokens) {
    switch (token.type) {
      case 'link_open':
        typed = token.attrGet('href') === '' // `[name]()`
        if (typed) showAsText(token, '[')
        else token.attrs = [...(token.attrs ?? []), ['rel', 'nofollow ugc noopener'], ['target', '_blank']]
        break
      case 'link_close':
        if (typed) showAsText(token, ']()')
        break
      // Bold in bold looks no different, and thousands of nested elements are more than browsers take.
      case 'em_open':
      case 'strong_open':
        token.hidden = open[token.type]++ > 0
        break
      case 'em_close':
        token.hidden = --open.em_open > 0
        break
      case 'strong_close':
        token.hidden = --open.strong_open > 0
        break
    }
  }
}

function showAsText(token: Token, content: string): void {
  token.type = 'text'
  token.content = content
}
