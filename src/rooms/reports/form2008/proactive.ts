import { change, fig, lastYear, type Part, say, sayIfKnown, year } from '../rules/template.ts'
import { administration, fields, online, policy, sentiment } from './tasks.ts'
import { approvals, gazette, hall, hotlines, law, pilot, review, training, websites } from './tasks-more.ts'

/** 二、主动公开: how much, through what, explained how; then the year's tasks one by one. */
export const proactive: Part = {
  title: { 'zh-CN': '主动公开政府信息情况', en: 'Proactive disclosure' },
  charts: ['channels', 'months', 'years', 'units'],
  sections: [
    {
      title: { 'zh-CN': '主动公开的数量', en: 'How much was disclosed' },
      paragraphs: [
        [
          say`${year}年，全市各级政府及其部门主动公开政府信息${fig('disclosure.total')}，较${lastYear}年${change('disclosure.increase', '增加', '减少')}。`,
          sayIfKnown`同比${change('disclosure.growth', '增长', '下降')}。`,
          say`以上按渠道累计，即同一信息每经一个渠道公开计一条；同一信息无论经几个渠道公开只计一条的，共${fig('disclosure.items')}。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '主动公开的渠道', en: 'Channels' },
      paragraphs: [
        [
          say`各渠道公开的信息依次为：政府网站${fig('disclosure.channel.website')}，政府公报${fig('disclosure.channel.gazette')}，报刊${fig('disclosure.channel.newspaper')}，新闻发布会${fig('disclosure.channel.conference')}，广播电视${fig('disclosure.channel.broadcast')}，政务微博${fig('disclosure.channel.microblog')}，政务微信${fig('disclosure.channel.wechat')}，手机客户端${fig('disclosure.channel.app')}，新闻客户端号${fig('disclosure.channel.news_client')}。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '主动公开的形式', en: 'Forms of disclosure' },
      paragraphs: [
        [
          say`按形式归为三类：政府网站公开${fig('disclosure.website')}；微博、微信、客户端等政务新媒体公开${fig('disclosure.new_media')}；公报、报刊、新闻发布会和广播电视公开${fig('disclosure.press')}。`,
          say`三类相加即为全年总数${fig('disclosure.total')}。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '政策解读情况', en: 'Explaining policies' },
      paragraphs: [
        [
          say`发布政策解读${fig('policy.interpretations')}，涵盖中央、省和本市的政策以及图解，每件解读都与所解读的文件相互链接。`,
          say`另以${fig('press.conferences')}新闻发布会当面介绍政策、回答提问。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '回应关切情况', en: 'Answering concerns' },
      paragraphs: [
        [
          say`12345市长热线受理群众来电${fig('hotline.calls')}。`,
          sayIfKnown`上年为${fig('hotline.calls.last_year')}，同比${change('hotline.calls.growth', '增长', '下降')}。`,
          sayIfKnown`截至年底，热线办结率为${fig('hotline.completion_rate')}。`,
          say`市长信箱办理并回复来信${fig('mailbox.letters')}。`,
          sayIfKnown`截至年底，信箱办结率为${fig('mailbox.completion_rate')}。`,
          say`对热线反映的问题按周汇总，编发专报${fig('hotline.weekly_reports')}。`,
          say`对舆情按月分析，编发报告${fig('opinion.monthly_reports')}。`,
        ],
      ],
    },
    {
      title: { 'zh-CN': '年度重点工作落实情况', en: 'The year’s tasks' },
      paragraphs: [],
      items: [
        administration,
        fields,
        policy,
        sentiment,
        online,
        hall,
        approvals,
        websites,
        hotlines,
        gazette,
        law,
        pilot,
        review,
        training,
      ],
    },
  ],
}
