export type Element = { tag: string; attributes: Record<string, string> }

/** Reads the HTML of a post by a grammar much narrower than HTML's, apart from the code that made it; throws on anything else. `text` is what a reader sees, numbers of items included. */
export function readPostHtml(html: string): { elements: Element[]; text: string } {
  const elements: Element[] = []
  const open: string[] = []
  let text = ''
  for (const piece of html.split(/(<[^>]*>)/)) {
    if (!piece.startsWith('<')) {
      text += readCharacters(piece)
    } else if (piece.startsWith('</')) {
      if (piece !== `</${open.pop()}>`) throw new Error(`${piece} closes something else in ${html}`)
    } else {
      const element = readTag(piece)
      elements.push(element)
      if (element.tag !== 'br') open.push(element.tag)
      if (element.attributes.value) text += `${element.attributes.value}. `
    }
  }
  if (open.length > 0) throw new Error(`${open.join()} left open in ${html}`)
  return { elements, text }
}

const ALLOWED: Record<string, Record<string, RegExp>> = {
  p: { dir: /^auto$/ },
  ul: { dir: /^auto$/ },
  ol: { dir: /^auto$/ },
  blockquote: { dir: /^auto$/ },
  li: { value: /^\d{1,9}$/ },
  br: {},
  strong: {},
  em: {},
  a: {
    href: /^(?:https?:\/\/[^/?#\s\\]|mailto:[^\s@]+@)[^\s"<>\\]*$/i,
    title: /^/,
    rel: /^nofollow ugc noopener$/,
    target: /^_blank$/,
  },
}

function readTag(piece: string): Element {
  const [, tag = '', rest = ''] = /^<([a-z]+)((?: [a-z]+="[^"<>]*")*)>$/.exec(piece) ?? []
  const allowed = ALLOWED[tag]
  if (!allowed) throw new Error(`${piece} is not allowed`)
  const attributes: Record<string, string> = {}
  for (const [, name = '', raw = ''] of rest.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
    const value = readCharacters(raw)
    if (!allowed[name]?.test(value) || name in attributes) throw new Error(`${name} in ${piece} is not allowed`)
    attributes[name] = value
  }
  if (tag === 'a' && !('href' in attributes && 'rel' in attributes && 'target' in attributes)) throw new Error(piece)
  return { tag, attributes }
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

function readCharacters(raw: string): string {
  if (/[<>"]/.test(raw)) throw new Error(`not escaped: ${raw}`)
  return raw.replace(/&[^;]*;?/g, entity => {
    const character = ENTITIES[entity]
    if (!character) throw new Error(`unknown entity ${entity}`)
    return character
  })
}
