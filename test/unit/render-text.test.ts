import { describe, expect, it } from 'vitest'
import { renderText } from '../../lib/shared/render-text.ts'
import { readPostHtml } from '../support/read-post-html.ts'

describe('what is marked', () => {
  it('keeps paragraphs and line breaks as typed', () => {
    expect(renderText('One\ntwo\r\nthree\n\n\n\nfour')).toBe(
      '<p dir="auto">One<br>\ntwo<br>\nthree</p>\n<p dir="auto">four</p>\n',
    )
  })

  it('knows bold and italics', () => {
    expect(inline('**a** __b__ *c* _d_ ***e***')).toBe(
      '<strong>a</strong> <strong>b</strong> <em>c</em> <em>d</em> <em><strong>e</strong></em>',
    )
  })

  it('knows bold inside a text without spaces', () => {
    expect(inline('这是**重点**内容')).toBe('这是<strong>重点</strong>内容')
  })

  it('lets a backslash keep a mark as typed', () => {
    expect(inline('\\*a\\* 1\\. \\[b]')).toBe('*a* 1. [b]')
  })

  it('knows bullets, also right after a line of text, and ends them where the marks end', () => {
    expect(renderText('We need:\n- eggs\n- milk\nSoon')).toBe(
      '<p dir="auto">We need:</p>\n<ul dir="auto">\n<li>eggs</li>\n<li>milk</li>\n</ul>\n<p dir="auto">Soon</p>\n',
    )
  })

  it('numbers a list as it was typed', () => {
    expect(renderText('1. Ania\n1. Tomek\n3. Ola')).toBe(
      '<ol dir="auto">\n<li value="1">Ania</li>\n<li value="1">Tomek</li>\n<li value="3">Ola</li>\n</ol>\n',
    )
  })

  it('knows quotes, and ends them where the marks end', () => {
    expect(renderText('> Cut it\n> > Now?\nAnd so they did')).toBe(
      '<blockquote dir="auto">\n<p>Cut it</p>\n<blockquote>\n<p>Now?</p>\n</blockquote>\n</blockquote>\n<p dir="auto">And so they did</p>\n',
    )
  })

  it('gives every outermost block a direction of its own', () => {
    const { elements } = readPostHtml(renderText('Cake\n\nعيد ميلاد\n\n- סוף\n\n> fin'))
    expect(elements.filter(element => element.attributes.dir).map(element => element.tag)).toEqual([
      'p',
      'p',
      'ul',
      'blockquote',
    ])
  })
})

describe('what links', () => {
  it.each([
    ['https://example.org/a_b_(c)?d=e*f#g.', 'https://example.org/a_b_(c)?d=e*f#g'],
    ['http://localhost:3000/x', 'http://localhost:3000/x'],
    ['kitchen.example.org', 'https://kitchen.example.org'],
    ['(www.example.com/menu)', 'https://www.example.com/menu'],
    ['allegro.pl', 'https://allegro.pl'],
    ['youtu.be/abc', 'https://youtu.be/abc'],
    ['maps.example.it', 'https://maps.example.it'],
    ['write to ania@example.org!', 'mailto:ania@example.org'],
    ['mailto:ania@example.org', 'mailto:ania@example.org'],
    ['[the *menu*](https://example.org "as of today")', 'https://example.org'],
    ['[Ania](mailto:ania@example.org?subject=Hi)', 'mailto:ania@example.org?subject=Hi'],
    ['https://пример.рф/й', 'https://xn--e1afmkfd.xn--p1ai/%D0%B9'],
    ['HTTPS://EXAMPLE.ORG', 'HTTPS://EXAMPLE.ORG'],
    ['https://example.org/\u202egpj', 'https://example.org/gpj'],
  ])('%s', (text, href) => {
    expect(links(text)).toEqual([href])
  })

  it('opens outside and passes nothing on', () => {
    expect(inline('[menu](https://example.org)')).toBe(
      '<a href="https://example.org" rel="nofollow ugc noopener" target="_blank">menu</a>',
    )
  })

  it('shows a bare address as typed', () => {
    const text = 'https://example.org/%E2%80%AEgpj kitchen.example.org/%41 xn--e1afmkfd.xn--p1ai'
    expect(readPostHtml(renderText(text)).text.trim()).toBe(text)
    expect(links(text)).toHaveLength(3)
  })

  it('takes nothing out of an address for italics', () => {
    expect(links('https://example.org/_a_ and https://example.org/*b*c')).toEqual([
      'https://example.org/_a_',
      'https://example.org/*b*c',
    ])
  })
})

describe('what stays as typed', () => {
  it.each([
    '<b>bold</b> <img src=x onerror=alert(1)> <!-- x --> <script>alert(1)</script>',
    '&amp; &lt; &#x6a; &nbsp;',
    '# not a heading',
    '#hashtag',
    'Title\n=====',
    '---',
    '* * *',
    '***',
    '-',
    '+1',
    '2.',
    '1986. A great year',
    '2026) also',
    '`code` ``more``',
    '```\nfence\n```',
    '~~~\nfence\n~~~',
    '~~struck~~',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '[reference]\n[reference][1]',
    'snake_case_name and 2*3*4 cm',
    '¯\\_(ツ)_/¯',
    'C:\\\nD:\\',
    '[name]()',
    '![picture](x.png)',
    '[name](javascript:alert(1))',
    '[name](JaVaScRiPt&#58;alert(1))',
    '[name](java\tscript:alert(1))',
    '[name](data:text/html;base64,PHNjcmlwdD4=)',
    '[name](data:image/png;base64,xx)',
    '[name](vbscript:x) [name](file:///etc/passwd) [name](ftp://example.org)',
    '[name](/signin) [name](//example.org) [name](#top) [name](?x) [name](x)',
    '[name](https:example) [name](https:///example) [name](http:\\example) [name](mailto:)',
    'javascript:alert(1) data:text/html,x ftp://example.org //example.org',
    'file.md setup.py e.g.this etc.and',
    'We arrived.It rains. then arrived.it rains, Ende.Es regnet, at 14.30.in the yard',
    '5 * 6 * 7 _ a _',
    'a **b\n\nc** d',
    '*',
  ])('%j', text => {
    const html = renderText(text)
    expect(seen(html)).toBe(text.replace(/\s+/g, ' '))
    expect(readPostHtml(html).elements.filter(element => !['p', 'br'].includes(element.tag))).toEqual([])
  })

  it('shows a picture by address as text, though its address links', () => {
    const html = renderText('![cake](https://example.org/_cake_.png)')
    expect(seen(html)).toBe('![cake](https://example.org/_cake_.png)')
    expect(links('![cake](https://example.org/_cake_.png)')).toEqual(['https://example.org/_cake_.png'])
  })

  it('shows quotes and lists that go too deep', () => {
    expect(seen(renderText(`${'>'.repeat(5_000)} found`))).toBe(`${'>'.repeat(4_992)} found`)
    expect(seen(renderText(`${'- '.repeat(5_000)} found`))).toBe(`${'- '.repeat(4_996)}found`)
    expect(depth(renderText(`${'> - '.repeat(2_000)} found`))).toBeLessThan(12)
    expect(depth(renderText('*a **b '.repeat(700) + 'b** a*'.repeat(700)))).toBeLessThan(4)
  })
})

function inline(text: string): string {
  return renderText(text).replace(/^<p dir="auto">|<\/p>\n$/g, '')
}

function links(text: string): string[] {
  const { elements } = readPostHtml(renderText(text))
  return elements.flatMap(element => (element.tag === 'a' ? [element.attributes.href ?? ''] : []))
}

function seen(html: string): string {
  return readPostHtml(html).text.replace(/\s+/g, ' ').trim()
}

function depth(html: string): number {
  let now = 0
  return Math.max(
    ...[...html.matchAll(/<(\/?)(\w+)/g)].map(([, close, tag]) => (tag === 'br' ? now : close ? now-- : ++now)),
  )
}
