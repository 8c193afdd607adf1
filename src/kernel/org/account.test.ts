import { describe, expect, test } from 'vitest'
import { passwordFault } from './account.ts'
import { deviceOf } from './device.ts'

describe('a password', () => {
  const who = { name: '王某', sign_in_name: 'wangmou' }
  test.each([
    ['three short words', null],
    ['\u4e09\u4e2a\u77ed\u8bcd\u8fde\u5728\u4e00\u8d77\u5c31\u5f88\u597d\u4e86', null],
    ['allsmallletters', null],
    ['elevenchars', 'length'],
    ['x'.repeat(201), 'length'],
    ['123456789012', 'common'],
    ['PassWord-1234', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['ababababcabc', 'common'],
    ['wangmouwangmou', 'name'],
    ['WangMou2026wangmou', 'name'],
    ['wangmou likes tea', null],
  ] as const)('%s: %s', (password, fault) => {
    expect(passwordFault(password, who)).toBe(fault)
  })
  test('may be of twelve characters of any kind, counted as people count', () => {
    expect(passwordFault('\u{1f600}\u{1f601}\u{1f602}\u{1f603}\u{1f604}\u{1f605}', who)).toBe('length')
    expect(passwordFault('王某王某王某王某王某王某', who)).toBe('name')
  })
})

describe('a device', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36', 'Chrome · Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge · Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1', 'Safari · iOS'],
    [
      'Mozilla/5.0 (Linux; Android 15; HarmonyOS) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36 MicroMessenger/8.0',
      'WeChat · HarmonyOS',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox · Linux'],
    ['curl/8.1', ''],
    ['<script>alert(1)</script>', ''],
  ])('%s', (agent, name) => {
    expect(deviceOf(agent)).toBe(name)
  })
})
