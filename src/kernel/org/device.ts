/** Order matters: most browsers call themselves by the names of others too. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/360SE|QihooBrowser|QHBrowser/, '360'],
  [/QQBrowser\//, 'QQ'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/OPR\//, 'Opera'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Kylin/i, 'Kylin'],
  [/UOS|Uniontech/i, 'UOS'],
  [/Linux|X11/, 'Linux'],
]

/** Browser and system by the families that people know ('Chrome · Windows'), or '' for what says nothing of itself. Of the header nothing else is kept. */
export function deviceOf(agent: string): string {
  const first = (table: typeof browsers) => table.find(([pattern]) => pattern.test(agent))?.[1]
  return [first(browsers), first(systems)].filter(name => name !== undefined).join(' · ')
}
