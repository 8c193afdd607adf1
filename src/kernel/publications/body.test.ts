import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, paragraphsOf, textOf } from './body.ts'

describe('the body of a publication', () => {
  it('treats all that is typed as text: no markup comes in', () => {
    expect(bodyOf(['<script>alert(1)</script>', 'a & "b"'])).toBe(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>a &amp; &quot;b&quot;</p>',
    )
  })

  it('has no tag but <p>, whatever is typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), paragraphs => {
        const tags = bodyOf(paragraphs).match(/<[^>]*>/g) ?? []
        expect(tags.every(tag => tag === '<p>' || tag === '</p>')).toBe(true)
      }),
    )
  })

  it('gives the editor back exactly the paragraphs that were typed', () => {
    fc.assert(
      fc.property(fc.string(), typed => {
        const paragraphs = paragraphsOf(typed)
        expect(paragraphsOf(textOf(bodyOf(paragraphs)))).toEqual(paragraphs)
      }),
    )
  })
})
