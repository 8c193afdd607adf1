/**
 * Sentence templates, compiled once: `{subject}` is the scene's, `{thing2}` a fresh draw, `{n:3-20}` a number, `{pct:90-99}` a
 * percentage, `{wan:10-90}` an amount of 万元,
 * `{growth:1-9}` 增长 or 下降 by so many percent, `{later:5-15}` a date so many days on, and any other name one of the scene's given words.
 */
import { ofMonth, type Scene } from './scene.ts'

export type Template = (scene: Scene) => string
type Slot = (scene: Scene) => string

const ROADS = [...'新华 北京 上海 天津 建设 延安 长春 桂林 广州 泰安 兰州 公园 龙首 滨河 金川'.split(' ')].map(name => `${name}路`)
const SEASONS = ['冬季', '冬季', '春季', '春季', '春季', '夏季', '夏季', '夏季', '秋季', '秋季', '秋季', '冬季']
const QUARTERS = ['第一季度', '第二季度', '第三季度', '第四季度']
const POLLUTANTS = ['可吸入颗粒物', '细颗粒物', '臭氧', '二氧化硫']
const STAGES = ['全面铺开', '集中实施', '检查验收', '总结完善', '收尾', '入户核对']
const MEETINGS = ['推进会', '调度会', '座谈会', '部署会', '现场会', '培训会', '协调会', '专题会', '通报会', '交流会']
const VERBS = ['推进', '开展', '实施', '落实', '抓好', '部署', '督导', '启动', '加强', '细化']
const LOOKS = ['检查', '调研', '查看', '督查', '了解', '指导', '核实', '回访']
const IMPROVES = ['改善', '规范', '提升', '完善', '改进', '优化']
const RESULTS = ['取得进展', '见成效', '受好评', '有序推进', '按期完成', '提前完成', '稳步推进', '有了新变化']
const AREA: Record<Scene['unit']['level'], string> = { city: '全市', county: '全县', town: '辖区' }

const area = (scene: Scene) => (scene.unit.division === '620302' ? '全区' : AREA[scene.unit.level])

/** 2018-03-12 and 20 days: 4月1日. */
function dateAfter(scene: Scene, days: number): string {
  const then = new Date(Date.UTC(scene.year, scene.month - 1, scene.date + days))
  const year = then.getUTCFullYear()
  return `${year === scene.year ? '' : `${year}年`}${then.getUTCMonth() + 1}月${then.getUTCDate()}日`
}

const at = (list: readonly string[], index: number) => list[index] ?? ''

const slots: Record<string, Slot> = {
  unit: scene => scene.unit.name,
  short: scene => scene.unit.short,
  phone: scene => scene.unit.phone,
  area,
  county: scene => scene.county,
  town: scene => scene.town,
  village: scene => scene.village,
  place: scene => scene.town + scene.village,
  where: scene => (scene.unit.level === 'town' ? scene.village : scene.town),
  subject: scene => scene.subject,
  thing: scene => scene.thing,
  site: scene => scene.site,
  people: scene => scene.people,
  matter: scene => scene.matter,
  topic: scene => scene.policy,
  subject2: scene => scene.random.pick(ofMonth(scene.topic.subjects, scene.month).filter(subject => subject !== scene.subject)),
  thing2: scene => scene.random.pick(ofMonth(scene.topic.things, scene.month).filter(thing => thing !== scene.thing)),
  site2: scene => scene.random.pick(ofMonth(scene.topic.sites, scene.month)),
  people2: scene => scene.random.pick(ofMonth(scene.topic.people, scene.month)),
  year: scene => String(scene.year),
  last: scene => String(scene.year - 1),
  next: scene => String(scene.year + 1),
  month: scene => String(scene.month),
  today: scene => `${scene.month}月${scene.date}日`,
  season: scene => at(SEASONS, scene.month - 1),
  quarter: scene => at(QUARTERS, Math.floor((scene.month - 1) / 3)),
  half: scene => (scene.month <= 6 ? '上半年' : '下半年'),
  clock: scene => `${scene.random.pick(['8', '9', '10', '14', '15', '16'])}时${scene.random.pick(['', '30分'])}`,
  road: scene => scene.random.pick(ROADS),
  change: scene => scene.random.pick(['增加', '减少']),
  pollutant: scene => scene.random.pick(POLLUTANTS),
  stage: scene => scene.random.pick(STAGES),
  meeting: scene => scene.random.pick(MEETINGS),
  verb: scene => scene.random.pick(VERBS),
  look: scene => scene.random.pick(LOOKS),
  improve: scene => scene.random.pick(IMPROVES),
  result: scene => scene.random.pick(RESULTS),
}

const ranged: Record<string, (low: number, high: number) => Slot> = {
  n:
    (low, high) =>
    ({ random }) =>
      String(random.int(low, high)),
  pct:
    (low, high) =>
    ({ random }) =>
      `${random.int(low, high - 1)}.${random.int(1, 9)}%`,
  wan:
    (low, high) =>
    ({ random }) =>
      `${random.int(low, high)}.${random.int(1, 9)}`,
  growth:
    (low, high) =>
    ({ random }) =>
      `${random.chance(0.7) ? '增长' : '下降'}${random.int(low, high)}.${random.int(1, 9)}%`,
  later: (low, high) => scene => dateAfter(scene, scene.random.int(low, high)),
  before: (low, high) => scene => dateAfter(scene, -scene.random.int(low, high)),
}

function slot(name: string): Slot {
  const [kind = '', range] = name.split(':')
  if (range !== undefined) {
    const [low, high] = range.split('-').map(Number)
    const make = ranged[kind]
    if (make === undefined || low === undefined || high === undefined) throw new Error(`no slot {${name}}`)
    return make(low, high)
  }
  return (
    slots[kind] ??
    (({ given }) => {
      const word = given[kind]
      if (word === undefined) throw new Error(`nothing given for {${kind}}`)
      return word
    })
  )
}

export function compile(text: string): Template {
  const parts = text.split(/\{([^}]+)\}/).map((part, index) => (index % 2 === 0 ? part : slot(part)))
  return scene => {
    let out = ''
    for (const part of parts) out += typeof part === 'string' ? part : part(scene)
    return out
  }
}

const compiled = new Map<string, Template>()

/** Renders a text, compiling it at its first use. */
export function render(text: string, scene: Scene): string {
  let template = compiled.get(text)
  if (template === undefined) {
    template = compile(text)
    compiled.set(text, template)
  }
  return template(scene)
}
