import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, endingOf } from './name.ts'

describe('a file’s name', () => {
  it.each([
    ['通知.pdf', '通知.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\fakepath\\通知 附件.docx', '通知 附件.docx'],
    ['..\\..\\x.pdf', 'x.pdf'],
    ['....pdf', 'pdf'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\r\n.pdf', 'ab.pdf'],
    ['tfihs\u202efdp.exe', 'tfihsfdp.exe'],
    ['\u2066a\u2069\u200b\ufeff.png', 'a.png'],
    ['a<b>"c|d?e*f:g.xls', 'a_b__c_d_e_f_g.xls'],
    ['  two   spaces .txt', 'two spaces.txt'],
    ['/', '_'],
    ['', '_'],
    ['e\u0301.pdf', 'é.pdf'],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanName(given)).toBe(clean)
  })

  it('keeps its ending when it is shortened', () => {
    const clean = cleanName(`${'很'.repeat(300)}.docx`)
    expect(clean).toMatch(/^很+\.docx$/)
    expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(240)
  })

  it('is clean once and for all, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), given => {
        const clean = cleanName(given)
        expect(cleanName(clean)).toBe(clean)
        expect(clean.length).toBeGreaterThan(0)
        expect(clean.length).toBeLessThanOrEqual(120)
        expect(Buffer.byteLength(clean)).toBeLessThanOrEqual(240)
        expect(clean).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        expect(['.', '..']).not.toContain(clean)
      }),
    )
  })

  it('has its ending in lower case, if it has one', () => {
    expect(['a.PDF', 'a', 'a.tar.gz', 'a.', 'a.这是', `a.${'x'.repeat(11)}`].map(endingOf)).toEqual(['pdf', '', 'gz', '', '', ''])
  })
})
