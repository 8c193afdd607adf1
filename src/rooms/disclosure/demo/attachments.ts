import { Readable } from 'node:stream'
import type { CityPerson, DemoCity } from '../../../../demo/city.ts'
import type { Random } from '../../../../demo/random.ts'
import { compose } from '../../../../demo/text/compose.ts'
import { docxOf, pdfOf, type Table, xlsxOf } from '../../../../demo/text/documents.ts'
import { themeOf } from '../../../../demo/themes.ts'
import { addDays } from '../../../../demo/times.ts'
import { approve, attachFile, draft, release, submit } from '../commands.ts'
import type { DraftForm } from '../forms.ts'

type Document = { readonly name: string; readonly description: string; readonly content: Buffer }
type Item = Pick<DraftForm, 'title' | 'body_text' | 'summary' | 'genre' | 'openness' | 'keywords'> & {
  readonly column: string
  readonly documents: readonly Document[]
}

/** Attachments that one item may have in the demo. [D] */
const files_max = 20

/**
 * Some items of the city's office with attachments of the usual kinds, each through the whole chain of review by the people of the office. They
 * are published on the day of loading. Returns how many; none where the loader was given no place for files.
 */
export async function publishWithAttachments(city: DemoCity, random: Random): Promise<number> {
  const { takeFile } = city
  if (!takeFile) return 0
  const unit = city.unit('city.office')
  const post = (role: CityPerson['role']) => {
    const person = city.people.find(one => one.unit_id === unit.id && one.role === role)
    if (!person) throw new Error(`the office has no ${role}`)
    return city.actor(person)
  }
  const items = itemsOf(city, random)
  for (const { column, documents, ...text } of items) {
    const caseId = await city.run(post('clerk'), draft, {
      ...text,
      keywords: [...text.keywords],
      unit_id: unit.id,
      column_id: city.columnId(column),
      document_number: null,
      theme: themeOf[unit.field],
      category: 15,
      formed_on: addDays(city.today, -1),
      source: unit.short,
      interprets: '',
    })
    for (const { name, description, content } of documents) {
      const file = await takeFile(post('clerk'), { name, content: Readable.from([content]) })
      await city.run(post('clerk'), attachFile, { caseId, file, form: { description }, files_max })
    }
    await city.run(post('clerk'), submit, { caseId, note: '' })
    await city.run(post('reviewer'), approve, { caseId, note: '附件与正文一致，建议发布。' })
    await city.run(post('signer'), release, { caseId, note: '' })
  }
  return items.length
}

function itemsOf(city: DemoCity, random: Random): Item[] {
  const unit = city.unit('city.office')
  const policy = compose('policy', random.fork('policy'), { unit, day: city.today })
  const tip = compose('tip', random.fork('tip'), { unit, day: city.today })
  return [
    {
      column: 'notices',
      title: '关于公布市级部门联系方式的公告',
      body_text: '为方便群众和企业办事，现公布市级各部门的联系电话，详见附件。\n电话如有变动，将及时更新。',
      summary: '公布市级各部门的联系电话',
      genre: '公告',
      openness: 'service',
      keywords: ['联系方式', '电话'],
      documents: [
        { name: '市级部门通讯录.xlsx', description: '单位全称、简称和电话', content: xlsxOf('通讯录', directoryOf(city)) },
        { name: '通讯录使用说明.txt', description: '', content: Buffer.from(directoryNote, 'utf8') },
      ],
    },
    {
      column: 'notices',
      title: '关于启用新版政府信息公开申请表的通知',
      body_text: '新版政府信息公开申请表自即日起启用，申请人可下载附件填写，也可到受理点领取。\n填写方法见填写说明。',
      summary: '启用新版政府信息公开申请表',
      genre: '通知',
      openness: 'service',
      keywords: ['依申请公开', '申请表'],
      documents: [
        {
          name: '政府信息公开申请表.docx',
          description: '空白表格',
          content: docxOf('政府信息公开申请表', [applicationLead], applicationForm),
        },
        { name: '申请表填写说明.docx', description: '', content: docxOf('政府信息公开申请表填写说明', applicationGuide) },
        {
          name: 'Guide to the application form.pdf',
          description: '英文填写说明',
          content: pdfOf('Guide to the application form', englishGuide),
        },
      ],
    },
    {
      column: 'notices',
      title: `关于征求《${policy.title.replace(/^关于/, '')}》意见的公告`,
      body_text: `现就附件所列文稿公开征求意见。\n${policy.summary}\n意见可在三十日内书面反馈市政府办公室。`,
      summary: policy.summary,
      genre: '公告',
      openness: 'decision',
      keywords: [...policy.keywords, '征求意见'],
      documents: [
        { name: '征求意见稿.docx', description: '全文', content: docxOf(policy.title, policy.paragraphs) },
        {
          name: '征求意见稿.txt',
          description: '纯文本，与 Word 版内容相同',
          content: Buffer.from([policy.title, '', ...policy.paragraphs, ''].join('\r\n')),
        },
      ],
    },
    {
      column: 'notices',
      title: `${tip.title}（附宣传材料）`,
      body_text: tip.paragraphs.join('\n'),
      summary: tip.summary,
      genre: '通知',
      openness: 'service',
      keywords: tip.keywords,
      documents: [{ name: '宣传材料.docx', description: '', content: docxOf(tip.title, tip.paragraphs) }],
    },
  ]
}

const directoryOf = (city: DemoCity): Table => [
  ['单位全称', '简称', '电话'],
  ...city.units.filter(unit => unit.level === 'city').map(unit => [unit.name, unit.short, unit.phone ?? '']),
]

const directoryNote = [
  '市级部门通讯录使用说明',
  '一、本表列出市级各部门的全称、简称和对外联系电话。',
  '二、电话为占位号码，仅供演示。',
  '三、受理时间为工作日上午九时至十二时、下午二时三十分至六时。',
  '',
].join('\r\n')

const applicationLead = '请用正楷填写。带星号的项目必填。'
const applicationForm: Table = [
  ['项目', '填写内容'],
  ['* 申请人姓名或单位名称', ''],
  ['* 证件名称及号码', ''],
  ['* 联系方式', ''],
  ['* 所需政府信息的名称、文号或其他特征', ''],
  ['获取信息的形式：纸质、电子文本', ''],
  ['获取信息的途径：邮寄、电子邮件、当面领取', ''],
  ['申请日期', ''],
]
const applicationGuide = [
  '一、申请人姓名应与有效身份证件一致；单位申请的，填写单位全称。',
  '二、所需信息的描述应当明确，写明名称、文号，或者便于行政机关查找的其他特征。一份申请只写一件事。',
  '三、获取信息的形式和途径由申请人选择；无法按照要求的形式提供的，可以安排查阅或者提供复制件。',
  '四、描述不明确的，行政机关会在收到申请之日起七个工作日内告知如何补正。',
  '五、申请可以当面递交、邮寄，也可以在网站在线填写。收到之日起二十个工作日内答复；需要延长的，会另行告知。',
]
const englishGuide = [
  '1. Name: as in your identity document; an organisation gives its full name.',
  '2. Information: name it, give its document number, or describe it so that the agency can find it. One application asks for one thing.',
  '3. Form and way: choose paper or electronic text, and mail, e-mail or collection. Where the form asked for cannot be given, the information may be inspected or copied.',
  '4. If the description is unclear, the agency says within seven working days what has to be added.',
  '5. Hand it in, send it by mail, or fill it in on the website. The reply comes within twenty working days of receipt; an extension is announced.',
]
