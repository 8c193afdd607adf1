import { bare, fig, type Part, say, sayWhileIncomplete, year } from '../rules/template.ts'

/** 一、概述: what the year's work was, in the four directions of the report. */
export const overview: Part = {
  title: { 'zh-CN': '概述', en: 'Overview' },
  paragraphs: [
    [
      say`${year}年，全市各级政府及其部门围绕决策、执行、管理、服务、结果“五公开”开展工作，把公开的内容、渠道和时间逐条记录下来。`,
      say`全年主动公开政府信息${fig('disclosure.total')}（按渠道累计）；同一信息只计一次，为${fig('disclosure.items')}。`,
    ],
  ],
  sections: [
    {
      title: { 'zh-CN': '制度保障', en: 'Rules and responsibilities' },
      paragraphs: [
        [
          say`信息公开的拟稿、审核、签发由不同的人承担，先审后发，各环节的经办人和时间均有记录。`,
          say`每条信息都标注索引号、发布机构、成文日期和公开日期等要素，归入统一的栏目和法定公开内容分类。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '公开实效', en: 'Results of disclosure' },
      paragraphs: [
        [
          say`政府网站、政务新媒体与传统媒体相互配合，分别发布信息${fig('disclosure.website')}、${fig('disclosure.new_media')}和${fig('disclosure.press')}。`,
          say`就社会关注的事项召开市政府新闻发布会${fig('press.conferences')}。`,
          say`编印《金昌市人民政府公报》${fig('gazette.issues')}，公报电子版同步上网。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '依申请公开', en: 'Disclosure on request' },
      paragraphs: [
        [
          say`全年收到政府信息公开申请${fig('foi.received')}，答复${fig('foi.answered')}。`,
          sayWhileIncomplete`凡业务记录尚未纳入本系统的，本报告不引用其他来源的数字。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '标准引领', en: 'Standards' },
      paragraphs: [
        [say`金川区承担基层政务公开标准化规范化试点，试点覆盖${bare('pilot.fields')}个领域。`, say`发布试点信息${fig('pilot.items')}。`],
      ],
    },
  ],
}
