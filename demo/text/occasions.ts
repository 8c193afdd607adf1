/** 基层政务公开试点, 新闻发布会 and 政府公报: the rarer kinds. */
import type { Random } from '../random.ts'
import { facts, piece, titled } from './body.ts'
import type { ContextOf, GazetteSection, Piece, PilotField } from './kinds.ts'
import { policy } from './policy.ts'
import { createScene, ofMonth } from './scene.ts'
import { render } from './template.ts'
import { type Topic, topics } from './topics.ts'
import { lines } from './words.ts'

/** The six fields of the district's pilot, in the words of its plan. */
export const PILOT_FIELDS: Record<PilotField, { readonly name: string; readonly topic: Topic }> = {
  culture: { name: '公共文化服务', topic: topics.culture },
  law: { name: '公共法律服务', topic: topics.justice },
  assistance: { name: '社会救助', topic: topics.civil },
  elderly: { name: '养老服务', topic: topics.civil },
  education: { name: '义务教育', topic: topics.education },
  health: { name: '医疗卫生', topic: topics.health },
}

const pilotTitles = lines(`
{short}梳理{field}领域公开事项
金川区{field}领域公开流程图（{thing}）
{field}领域{matter}公开事项说明
{place}设立{field}公开栏
{place}{people}参加{field}开放日活动
{short}在{place}试行{field}公开目录
{field}领域标准目录更新说明（第{n:1-20}批）
{town}{field}试点工作进展
{short}就{field}公开征求{place}{people}意见
{field}办事指南：{matter}
`)

const pilotBody = lines(`
试点单位对照职责逐项列出公开内容、依据、时限、主体和渠道，形成目录。
每个事项配有一张流程图，标明从产生、审查到公开的步骤和责任人。
{thing}信息形成后{n:5-20}个工作日内公开，紧急情况随时公开。
目录在{place}公告栏、便民大厅和网站专栏同时公布，内容一致。
{people}可以对照目录检查是否按时公开，发现遗漏可以来电提醒。
{place}设置电子屏和公开查阅点，工作人员协助老人查询。
公开前检查是否含有个人隐私，姓名和证件号码作隐去处理。
本月更新事项{n:2-16}项，新增{n:1-8}项，删除过时内容{n:1-6}项。
工作人员到{n:3-12}个点位走访，收集意见{n:6-60}条，采纳{n:3-30}条。
{field}领域的公开对象分为全社会和特定群体，分别采用不同渠道。
`)

export function pilot(random: Random, context: ContextOf['pilot']): Piece {
  const { name, topic } = PILOT_FIELDS[context.field]
  const scene = createScene(random, context, { field: name }, topic)
  return piece(
    scene,
    titled(scene, pilotTitles),
    [
      { from: ['{today}，{unit}公布{field}领域政务公开试点的最新进展，内容涉及{thing}和{matter}。'], count: [1, 1] },
      { from: pilotBody, count: [4, 6] },
      { from: facts(scene), count: [1, 2] },
      { from: ['试点资料将随时更新，意见和建议请拨打{phone}。'], count: [1, 1] },
    ],
    ['基层政务公开试点', name],
  )
}

/** Topics that a unit could hold a press conference on. */
export function conferenceTopic(random: Random, context: ContextOf['news']): string {
  const scene = createScene(random, context)
  return `${random.pick(ofMonth(scene.topic.policies, scene.month))}有关情况`
}

const exchanges = lines(`
记者甲：{thing}目前是什么情况？发布人：已经查看{n:20-160}个点位，合格率{pct:84-98}，不合格的正在整改。
记者乙：{people}最关心办理时间，能缩短吗？发布人：从{later:10-30}起，办理时间由{n:15-20}个工作日缩短到{n:5-10}个工作日。
记者丙：资金怎样安排？发布人：本年度安排{wan:120-8600}万元，按进度拨付，使用结果向社会公开。
记者丁：农村地区怎样落实？发布人：先在{place}等{n:3-12}个点位试行，再总结推开。
记者甲：有没有听取{people}的意见？发布人：通过网站、热线和座谈共收到意见{n:30-320}条，采纳{n:12-160}条。
记者乙：{thing2}还有哪些困难？发布人：主要是人手不足和设施老旧，计划在{next}年底前解决。
记者丙：{people}到哪里咨询？发布人：可以拨打{phone}，也可以到便民服务点和政务服务大厅。
记者丁：怎样防止弄虚作假？发布人：实行双人审核、名单公示和随机抽查，抽查结果每季度公布。
记者甲：{season}工作有什么重点？发布人：重点是{subject}和{subject2}，{later:15-50}前完成。
记者乙：与上一年相比有什么变化？发布人：{last}年以来，{thing}问题减少{pct:5-30}，投诉量也在下降。
`)

export function conference(random: Random, context: ContextOf['conference']): Piece {
  const scene = createScene(random, context, { theme: context.topic, number: String(context.number) })
  return piece(
    scene,
    render('“{theme}”新闻发布会文字实录（{year}年第{number}场）', scene),
    [
      {
        from: ['主持人：各位记者，大家好。今天召开{year}年第{number}场新闻发布会，介绍{theme}，请{unit}负责人发布并回答提问。'],
        count: [1, 1],
      },
      { from: ['发布人：下面通报三个方面的情况，一是{subject}的进展，二是{thing}的变化，三是后续安排。'], count: [1, 1] },
      { from: facts(scene), count: [3, 4] },
      ...random.some(exchanges, random.int(4, 6)).map(text => ({ from: [text], count: [1, 1] as const })),
      { from: ['主持人：由于时间关系，今天的发布会到此结束。没有问到的问题可以会后与{unit}联系，电话{phone}。谢谢大家。'], count: [1, 1] },
    ],
    ['新闻发布会', context.topic],
  )
}

const gazetteTitles: Record<Exclude<GazetteSection, 'city_document' | 'office_document'>, readonly string[]> = {
  report: ['{year}年{half}{area}{topic}工作情况的报告', '{topic}重点任务进展情况', '关于{subject}情况的专题报告'],
  chronicle: ['金昌市人民政府大事记（{year}年{month}月）'],
}
const events = lines(`
{before:24-29}，召开专题会议，研究{topic}和{subject}工作。
{before:18-23}，公布{topic}实施方案，{n:20-60}个单位参加部署。
{before:12-17}，{place}等{n:3-12}个点位完成{thing}改造并投入使用。
{before:6-11}，举办{subject}培训班，{n:60-260}人参加。
{before:1-5}，公布{thing}抽查结果，合格率{pct:88-98}。
`)

export function gazette(random: Random, context: ContextOf['gazette']): Piece {
  if (context.section === 'city_document' || context.section === 'office_document') {
    const made = policy(random, context)
    return { ...made, keywords: [...made.keywords, `公报第${context.issue}期`] }
  }
  const scene = createScene(random, context)
  const chronicle = context.section === 'chronicle'
  return piece(
    scene,
    titled(scene, gazetteTitles[context.section]),
    [
      {
        from: [chronicle ? '{year}年{month}月，市政府及其部门的主要工作摘录如下。' : '现将{topic}的进展、问题和安排报告如下。'],
        count: [1, 1],
      },
      ...(chronicle ? events.map(text => ({ from: [text], count: [1, 1] as const })) : [{ from: events, count: [3, 4] as const }]),
      { from: facts(scene), count: [3, 4] },
      { from: ['以上内容以有关单位公布的文件为准，可以在网站公报栏目检索。'], count: [1, 1] },
    ],
    ['政府公报', `公报第${context.issue}期`],
  )
}
