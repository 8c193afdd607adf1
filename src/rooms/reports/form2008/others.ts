import { change, fig, lastYear, nextYear, type Part, say, sayIfKnown, sayWhileIncomplete, year } from '../rules/template.ts'

/** 三、依申请公开 */
export const requests: Part = {
  title: { 'zh-CN': '政府信息依申请公开办理情况', en: 'Disclosure on request' },
  sections: [
    {
      title: { 'zh-CN': '收到申请的情况', en: 'Requests received' },
      paragraphs: [
        [
          say`${year}年，全市收到政府信息公开申请${fig('foi.received')}。`,
          say`${lastYear}年为${fig('foi.received.last_year')}，本年较上年${change('foi.decrease', '减少', '增加')}。`,
          say`按申请方式分，当面提出${fig('foi.in_person')}，通过网络提出${fig('foi.online')}。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '答复申请的情况', en: 'Requests answered' },
      paragraphs: [[say`对收到的申请作出答复${fig('foi.answered')}。`, sayIfKnown`截至年底，答复率为${fig('foi.answer_rate')}。`]],
    },
  ],
}

/** 四、收费及减免 */
export const fees: Part = {
  title: { 'zh-CN': '政府信息公开收费及减免情况', en: 'Fees and waivers' },
  paragraphs: [[say`${year}年，因依申请提供政府信息收取的费用为${fig('foi.fees')}。`]],
}

/** 五、行政复议和行政诉讼 */
export const review: Part = {
  title: { 'zh-CN': '因政府信息公开申请行政复议和提起行政诉讼情况', en: 'Reconsiderations and lawsuits' },
  paragraphs: [[say`${year}年，因政府信息公开申请行政复议${fig('foi.reconsiderations')}，提起行政诉讼${fig('foi.lawsuits')}。`]],
}

/** 六、问题与改进 */
export const outlook: Part = {
  title: { 'zh-CN': '存在的主要问题及改进措施', en: 'Problems and improvements' },
  paragraphs: [
    [
      say`${year}年，各单位、各渠道公开信息的数量差别较大（见第二部分图表），对本级政策的解读仍需加强，公开情况的登记还应更加及时。`,
      sayWhileIncomplete`一些业务的记录还没有纳入统一的系统，相应的数字暂时无法统计，也就无法供公众核对。`,
    ],
    [
      say`${nextYear}年，将继续推进“五公开”，加强对本级政策的解读，信息一经公开即行登记。`,
      sayWhileIncomplete`同时逐步把尚未统计的业务记录纳入系统，使本报告的每一部分都有记录可查。`,
    ],
  ],
}
