import { chinesePunctuation, numeral, type ReportForm, type Sentence, say, year } from '../rules/template.ts'
import { fees, outlook, requests, review } from './others.ts'
import { overview } from './overview.ts'
import { proactive } from './proactive.ts'

/**
 * The annual report in the form of the Regulation of 2008 (Order 492, arts. 31 and 32): six parts. Fees stand before reconsideration
 * and lawsuits, as in art. 32. The introduction announces the parts from this very list, so that text and order cannot differ.
 */
const parts = [overview, proactive, requests, fees, review, outlook]

const announced: Sentence = {
  pieces: [chinesePunctuation(`全文分为${numeral(parts.length)}个部分，依次为${parts.map(part => part.title['zh-CN']).join('、')}。`)],
  optional: false,
  whileIncomplete: false,
}

export const form2008: ReportForm = {
  id: '2008',
  name: { 'zh-CN': '2008年版（六部分）', en: '2008 form (six parts)' },
  issuer: { 'zh-CN': '金昌市人民政府办公室', en: 'Office of the Jinchang Municipal Government' },
  title: { 'zh-CN': '金昌市人民政府信息公开工作年度报告', en: 'Annual report of Jinchang on open government' },
  introduction: [
    [
      say`依照《中华人民共和国政府信息公开条例》，金昌市人民政府办公室编制本年度报告。`,
      announced,
      say`统计时段为${year}年1月1日至${year}年12月31日。`,
    ],
    [
      say`报告中的每一个统计数字都由系统内的记录统计得出，可在“明镜·金昌市政务公开”网站逐一点开，查看其背后的全部记录；尚无记录的事项不列数字，并在文中说明。`,
      say`报告的电子文本在该网站“年度报告”栏目提供阅读和下载。对报告有疑问的，可与金昌市人民政府办公室联系（地址：金昌市新华路82号，邮编737100）。`,
    ],
  ],
  parts,
}
