/** 政策文件: notices, opinions, measures, plans; and 政策解读, which explains one of them. */
import type { Random } from '../random.ts'
import { facts, type Part, piece, titled } from './body.ts'
import type { ContextOf, InterpretationColumn, Piece } from './kinds.ts'
import { createScene } from './scene.ts'
import { render } from './template.ts'
import { lines } from './words.ts'

/** {maker} is the body that issues: the government for its own documents, the office or department else. */
export const titles = lines(`
{maker}关于加强{topic}工作的意见
{maker}关于进一步做好{topic}工作的通知
{maker}关于印发{region}{topic}实施方案的通知
{maker}关于印发{region}{topic}管理办法的通知
{maker}关于印发{region}{topic}工作规则的通知
{maker}关于印发{region}{topic}三年行动计划的通知
{maker}关于推进{topic}的实施意见
{maker}关于开展{subject}的通知
{maker}关于做好{year}年{season}{subject}工作的通知
{maker}关于印发{year}年{topic}工作要点的通知
{maker}关于建立{topic}联席会议制度的通知
{maker}关于印发{region}{topic}工作考核办法（试行）的通知
{maker}关于规范{thing}的通知
{maker}关于改进{thing}的若干措施
{maker}关于调整{topic}协调机制的通知
{maker}关于印发{region}{topic}应急预案的通知
{maker}关于印发{region}{topic}责任清单的通知
{maker}关于{site}{thing}有关问题的通知
{maker}关于修订{region}{topic}实施细则的通知
{maker}关于公布{topic}规范性文件清理结果的通知
{maker}关于{subject}情况的通报
{maker}关于印发{region}{topic}公开目录的通知
{maker}关于支持{topic}若干政策的意见
{maker}关于{topic}先行试点的批复
`)

export const openings = lines(`
各县区人民政府、市直有关部门、单位：为做好{topic}工作，结合{region}实际，现就有关事项通知如下。
有关单位：《{region}{topic}工作安排》已经研究同意，现予印发，请结合实际执行。
为了规范{thing}，保障{people}的合法权益，根据有关法律法规，制定本办法。
为落实上级关于{topic}的部署，解决{thing}方面的实际问题，提出以下意见。
为使{topic}工作有章可循，在广泛听取{people}和{site}意见的基础上，制定本方案。
针对{subject}中发现的问题，经研究，提出以下措施。
`)

export const aims = lines(`
总体要求。坚持从{people}的需要出发，用{n:1-3}年时间，使{thing}和{thing2}明显改善。
工作目标。到{next}年底，{topic}覆盖率达到{pct:85-98}，{people}办事时间缩短三分之一。
基本原则。先急后缓、分步实施，公开透明、接受监督，厉行节约、讲求实效。
适用范围。{region}行政区域内与{topic}有关的活动，适用本文件。
总体安排。{subject}分调查、实施、验收三个阶段进行，{later:60-120}前完成第一阶段。
主要任务。围绕{thing}、{thing2}和{subject}，建立清单，逐项落实。
`)

export const clauses = lines(`
明确职责。{unit}负责统筹，各乡镇、街道负责组织实施，有关部门按照职责分工配合。
摸清底数。对{site}逐一登记，建立电子台账，{later:20-50}前完成，此后每季度更新一次。
规范程序。{thing}的受理、审核、公示和归档按照统一流程办理，每个环节注明时限和责任人。
公开结果。除依法不予公开的以外，有关名单、标准和资金使用情况在网站和公告栏公开。
保障经费。所需资金列入年度预算，专款专用，{wan:20-900}万元以上的项目实行绩效评价。
加强培训。每年组织业务培训不少于{n:2-4}次，从业人员考核合格后上岗。
便利办理。精简申请材料，能够通过数据核对的不再要求{people}提供证明。
强化检查。采取随机抽查方式，每年抽查比例不低于百分之{n:5-30}，结果向社会公布。
分类处理。对轻微问题责令改正，对逾期不改的依法处理，对符合条件的给予支持。
听取意见。涉及{people}切身利益的事项，公开征求意见不少于{n:15-30}日。
建立机制。由{unit}牵头召开联席会议，每季度研究一次{topic}中的问题。
信息共享。有关部门应当及时交换数据，避免{people}重复填报。
时间要求。{later:30-70}前制定细则，{later:80-150}前完成首批任务，年底前组织验收。
标准统一。{thing}执行国家和行业标准，没有标准的由{unit}会同有关部门制定。
应急处置。发生影响{people}生活的突发情况时，应当在{n:1-2}小时内报告并采取措施。
申请条件。申请人应当具有{region}户籍或者居住证，并符合{topic}的有关规定。
办理时限。自受理之日起{n:5-20}个工作日内作出决定，不予批准的书面说明理由。
资金标准。按照人均{n:200-2000}元的标准安排，困难地区适当提高。
档案管理。有关资料保存期不少于{n:5-30}年，电子文件与纸质文件内容一致。
考核评价。把{subject}纳入年度考核，以{people}满意度和办结率为主要依据。
宣传引导。用通俗的语言说明政策内容，配发图表和问答，方便{people}了解。
试点先行。选择{place}等{n:2-6}个点位先行试行，总结后逐步推开。
复核申诉。对处理结果有异议的，可以在{n:10-60}日内申请复核。
设施建设。新建和改造{site}{n:3-60}处，建设标准和进度按季度公布。
队伍建设。每个乡镇、街道至少配备{n:1-3}名专职人员，村和社区配备协管人员。
风险防范。资金拨付、物资采购和人员聘用等环节实行双人复核，并接受审计。
`)

export const ends = lines(`
本文件自{later:1-30}起施行，有效期{n:2-5}年。
各单位落实情况请于{later:60-150}前书面报送{unit}。
执行中遇到的问题，请及时向{unit}反映，联系电话{phone}。
此前规定与本文件不一致的，以本文件为准。
本文件由{unit}负责解释，自印发之日起施行。
`)

const REGION: Record<string, string> = { '620300': '金昌市', '620302': '金川区', '620321': '永昌县' }

const maker = (name: string) => ({ maker: name })

export function policy(random: Random, context: ContextOf['policy']): Piece {
  const { unit } = context
  const region = REGION[unit.division.slice(0, 6)] ?? '金昌市'
  const plain = createScene(random, context, { ...maker(unit.name), region })
  const parts: Part[] = [
    { from: openings, count: [1, 1] },
    { from: aims, count: [1, 2], as: 'numbered' },
    { from: clauses, count: [4, 8], as: 'numbered' },
    { from: ends, count: [1, 2] },
  ]
  const made = piece(plain, titled(plain, titles), parts, [plain.policy, '政策文件'])
  if (context.number === undefined) return made
  return { ...made, summary: `${context.number} ${made.summary}` }
}

/** Policies of the State Council and its office of 2018, named as they were issued; a central interpretation explains one of them. */
export const centralPolicies = lines(`
国务院关于印发打赢蓝天保卫战三年行动计划的通知
国务院关于做好当前和今后一个时期促进就业工作的若干意见
国务院关于加快推进全国一体化在线政务服务平台建设的指导意见
国务院关于在全国推开“证照分离”改革的通知
国务院关于建立残疾儿童康复救助制度的意见
国务院办公厅关于促进“互联网+医疗健康”发展的意见
国务院办公厅关于进一步压缩企业开办时间的意见
国务院办公厅关于全面加强乡村小规模学校和乡镇寄宿制学校建设的指导意见
国务院办公厅关于改革完善医疗卫生行业综合监管制度的指导意见
国务院办公厅关于进一步调整优化结构提高教育经费使用效益的意见
国务院办公厅关于加强政府网站域名管理的通知
快递暂行条例
人力资源市场暂行条例
`)

/** Made up for the demo, in the manner of provincial documents; no numbers, so that nobody takes them for real ones. */
export const provincialPolicies = lines(`
甘肃省农村饮水安全巩固提升实施方案（示例）
甘肃省企业开办便利化若干措施（示例）
甘肃省城乡居民基本养老保险实施办法（示例）
甘肃省戈壁生态农业发展意见（示例）
甘肃省公共资源交易目录（示例）
甘肃省基层医疗卫生服务能力提升方案（示例）
甘肃省冬季清洁取暖工作方案（示例）
甘肃省义务教育薄弱学校改善计划（示例）
甘肃省政务服务事项标准化工作规程（示例）
`)

const INTERPRETATION_TITLES: Record<InterpretationColumn, readonly string[]> = {
  central: ['{doc}要点解读', '一文读懂{doc}', '{doc}与{people}有什么关系', '{doc}政策问答', '{doc}六个看点'],
  provincial: ['{doc}解读', '关于{doc}的政策问答', '{doc}带来哪些变化', '{doc}主要内容说明'],
  municipal: ['{doc}政策解读', '{doc}起草说明', '{short}就{doc}答问', '{doc}有哪些新规定', '{doc}解读：{people}需要知道的几件事'],
  picture: ['图解：{doc}', '一图看懂{doc}', '{doc}图解', '图说{doc}中的{thing}'],
}

const questions = lines(`
为什么要出台这一文件？答：近年来{people}对{thing}的要求越来越高，原有规定在时限、标准和责任上不够清楚，需要统一。
文件适用于哪些人？答：主要适用于{people}，也包括与{site}有关的单位和经营者。
最大的变化是什么？答：把分散的规定合并为一个流程，申请材料减少{n:2-9}份，办理时间缩短{n:3-15}个工作日。
{people}怎样申请？答：可以到便民服务点提交申请，也可以在政务服务网办理，结果以短信告知。
资金从哪里来？答：由各级财政分担，年度安排在预算公开栏目公布，接受审计和社会监督。
怎样保证公平？答：名单公示不少于{n:5-10}天，审核实行双人复核，群众可以申请复核。
什么时候开始执行？答：自{later:5-40}起执行，此前已受理的事项按原规定办完。
文件征求过意见吗？答：起草时公开征求意见{n:15-30}天，收到意见{n:8-90}条，采纳{n:5-60}条。
{thing}有什么新标准？答：标准按照国家规定执行，并结合本地气候和用水条件作了细化。
谁来监督？答：{unit}会同有关部门随机抽查，每年公布结果，举报电话{phone}。
执行不好怎么办？答：对推诿拖延的单位予以通报，并责令限期改正。
小城镇和农村怎么落实？答：先在{place}等地试行，再根据反馈在{area}推开。
与以前的规定怎样衔接？答：内容不一致的，以新文件为准；没有规定的，继续执行原办法。
下一步有什么安排？答：{later:20-60}前制定细则和办事指南，组织窗口人员培训。
`)
const interpretationOpenings = lines(`
{doc}已经公布。为便于{people}了解，{unit}对主要内容作如下解读。
近日，{doc}印发执行。本文用问答形式说明它的背景、内容和办法。
围绕{doc}，{unit}整理了{people}最关心的问题，逐一解答。
{doc}共有{n:4-8}个部分、{n:12-40}条，下面按办理顺序说明。
`)
const pictures = lines(`
第一张图：背景。用时间轴表示{subject}从调查、征求意见到印发的过程。
第二张图：目标。用柱形表示{thing}在{last}年、{year}年和{next}年的变化。
第三张图：流程。从申请、受理、审核到公示，每一步标出时限和责任单位。
第四张图：标准。用表格列出不同对象适用的标准和所需材料。
第五张图：渠道。标出窗口地址示意、网站入口和咨询电话{phone}。
第六张图：监督。说明抽查比例、公布时间和举报办法。
`)

export function interpretation(random: Random, context: ContextOf['interpretation']): Piece {
  const doc = context.policy.startsWith('《') ? context.policy : `《${context.policy}》`
  const scene = createScene(random, context, { doc })
  const title = titled(scene, INTERPRETATION_TITLES[context.column])
  const from = context.column === 'picture' ? pictures : questions
  const made = piece(
    scene,
    title,
    [
      { from: interpretationOpenings, count: [1, 1] },
      { from, count: [4, 6], as: 'numbered' },
      { from: facts(scene), count: [1, 2] },
    ],
    ['政策解读'],
  )
  return { ...made, summary: render('{doc}的背景、主要内容和办理方法。', scene) }
}
