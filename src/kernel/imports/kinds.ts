import type { Right } from '../org/can.ts'
import { categories, genres, keyFields, opennessTags, themes } from '../publications/schemes.ts'
import type { Words } from '../words.ts'

export const importKinds = ['units', 'people', 'publications'] as const
export type ImportKind = (typeof importKinds)[number]

/** Who may send in a sheet of each kind. */
export const importRights = {
  units: 'organisation.manage',
  people: 'account.manage',
  publications: 'publication.import',
} as const satisfies Record<ImportKind, Right>

/** A column of a sheet. `choices`: what may stand there, text in the sheet → value; both are accepted. */
export type SheetColumn = {
  readonly name: string
  readonly title: Words
  readonly needed: boolean
  readonly example: string
  readonly choices?: Readonly<Record<string, string>>
}

/** The first column of every sheet: the person's own numbering. A row that says 'example' there is not read. */
export const lineColumn = {
  name: 'line',
  title: { 'zh-CN': '序号', en: 'No.' },
  needed: false,
  example: '示例',
} as const satisfies SheetColumn
export const isExample = (text: string): boolean => /^(示例|example)$/i.test(text)

const column = (name: string, zh: string, en: string, example: string, rest: Partial<SheetColumn> = {}): SheetColumn => ({
  name,
  title: { 'zh-CN': zh, en },
  needed: false,
  example,
  ...rest,
})
const needed = { needed: true } as const

const openness = Object.fromEntries(Object.entries(opennessTags).map(([value, words]) => [words['zh-CN'], value]))
const fields = Object.fromEntries(Object.entries(keyFields).map(([value, words]) => [words['zh-CN'], value]))
const themeNames = Object.fromEntries(Object.entries(themes).map(([value, name]) => [`${value} ${name}`, value]))
const categoryNames = Object.fromEntries(Object.entries(categories).map(([value, words]) => [`${value} ${words['zh-CN']}`, value]))
const validities = { 有效: 'in_force', 失效: 'expired', 废止: 'repealed', 已修改: 'amended' }
export const unitLevels = { 市级: 'city', 县级: 'county', 乡级: 'township', 村级: 'village' } as const

export const sheetColumns: Readonly<Record<ImportKind, readonly SheetColumn[]>> = {
  units: [
    lineColumn,
    column('code', '单位代码', 'Unit code', 'city.education', needed),
    column('name', '单位全称', 'Full name', '某某市教育局', needed),
    column('short_name', '简称', 'Short name', '市教育局'),
    column('level', '层级', 'Level', '市级', { ...needed, choices: unitLevels }),
    column('kind', '类别', 'Kind', 'bureau'),
    column('parent', '上级单位代码', 'Code of the unit above', 'city', needed),
    column('division_code', '行政区划代码', 'Division code', ''),
    column('document_prefix', '机关代字', 'Document prefix', '某教发'),
    column('uscc', '统一社会信用代码', 'Unified social credit code', ''),
    column('organisation_code', '组织机构代码', 'Organisation code', ''),
    column('phone', '电话', 'Phone', '0000-0000000'),
  ],
  people: [
    lineColumn,
    column('name', '姓名', 'Name', '王某', needed),
    column('unit', '单位代码', 'Unit code', 'city', needed),
    column('post', '岗位', 'Post', '信息员', needed),
    column('sign_in_name', '用户名', 'User name', 'wang', needed),
  ],
  publications: [
    lineColumn,
    column('unit', '发布单位代码', 'Unit code', 'city', needed),
    column('column', '栏目代码', 'Column code', 'notices', needed),
    column('title', '标题', 'Title', '关于做好防汛工作的通知', needed),
    column('body', '正文', 'Text', '各单位：\n请做好防汛工作。', needed),
    column('summary', '内容概述', 'Summary', ''),
    column('genre', '体裁', 'Genre', '通知', { ...needed, choices: Object.fromEntries(genres.map(name => [name, name])) }),
    column('theme', '主题分类', 'Theme', '02 综合政务', { ...needed, choices: themeNames }),
    column('category', '法定公开内容', 'Item of article 20', '15 其他应当主动公开的信息', { ...needed, choices: categoryNames }),
    column('openness', '五公开', 'Five kinds of openness', '管理公开', { ...needed, choices: openness }),
    column('key_field', '重点领域', 'Key field', '', { choices: fields }),
    column('document_number', '发文字号', 'Document number', ''),
    column('validity', '有效性', 'Validity', '', { choices: validities }),
    column('formed_on', '成文日期', 'Formed on', '2018-07-01', needed),
    column('published_on', '公开日期', 'Published on', '2018-07-02', needed),
    column('published_time', '公开时间', 'Time', '09:30'),
    column('source', '来源', 'Source', '某某市人民政府办公室', needed),
    column('keywords', '关键词', 'Keywords', '防汛 应急'),
    column('project_code', '项目代码', 'Project code', ''),
    column('outlet', '公开渠道代码', 'Outlet code', 'portal'),
  ],
}

/** A column's heading as the template prints it, in both languages. */
export const headingOf = ({ title, needed: must }: SheetColumn): string => `${title['zh-CN']} ${title.en}${must ? ' *' : ''}`

/** Where each column of the kind stands in the header that came; a heading may be in one language or in both, or the column's name. */
export function columnsIn(
  kind: ImportKind,
  header: readonly string[],
): { readonly at: ReadonlyMap<string, number>; readonly missing: SheetColumn[] } {
  const at = new Map<string, number>()
  for (const [index, heading] of header.entries()) {
    const text = heading
      .replace(/\s*\*$/, '')
      .trim()
      .toLowerCase()
    const known = sheetColumns[kind].find(({ name, title }) =>
      [name, title['zh-CN'], title.en.toLowerCase(), `${title['zh-CN']} ${title.en}`.toLowerCase()].includes(text),
    )
    if (known && !at.has(known.name)) at.set(known.name, index)
  }
  return { at, missing: sheetColumns[kind].filter(({ name, needed: must }) => must && !at.has(name)) }
}
