/** 通知公告: what citizens are asked to know or do, with dates and a telephone. */
import type { Random } from '../random.ts'
import { facts, piece, titled } from './body.ts'
import type { Base, Piece } from './kinds.ts'
import { createScene } from './scene.ts'
import { lines } from './words.ts'

export const titles = lines(`
{unit}关于{place}{matter}的公告
{unit}关于做好{month}月{where}{matter}有关事项的通知
{unit}关于{place}{matter}的通知（{quarter}）
关于{later:2-15}起{place}{matter}有关事项的公告
{unit}关于{later:2-20}起在{place}开展{subject}的通告
{unit}{where}{matter}公告（{year}年第{n:1-90}号）
{short}关于{town}{month}月{matter}的公示
关于征集{place}{people}对{thing}意见的公告
{unit}关于对{place}{site}{thing}进行检查的通知
{place}{month}月{matter}温馨提示
{unit}{year}年度{where}{subject}结果公示（第{n:1-40}批）
{unit}关于公布{place}{subject}名单的通知
{unit}关于{later:2-12}起调整{place}{matter}的通告
{unit}关于组织{place}{people}参加{subject}的通知
{short}{today}{where}{subject}结果通报
关于{later:1-9}{place}{matter}安排的通知
{unit}关于举办{where}{subject}培训班的通知（第{n:2-30}期）
{place}{site}{subject}情况公示
{unit}关于{later:2-9}起受理{place}{matter}的公告
关于延长{place}{matter}期限至{later:10-40}的公告
{unit}关于召开{subject}座谈会的通知（{where}片区）
关于对{place}{thing}问题整改情况的公示
{unit}关于招募{place}{subject}志愿者的公告
{unit}{quarter}{where}{thing}抽查结果公告
关于{later:2-20}起开放{place}{site}的公告
{unit}致{place}{people}的一封信（{subject}）
`)

export const openings = lines(`
根据年度工作安排，{unit}定于{later:3-20}起办理{matter}，现将有关事项公告如下。
为方便{people}，现就{place}{matter}有关事项通知如下。
经{unit}研究，{place}{matter}自{later:2-15}起按本通知执行。
按照有关规定，现对{matter}情况予以公示，公示期自{today}至{later:5-15}。
因{subject}需要，{place}相关区域将自{later:2-6}{clock}起调整{n:2-8}小时，请提前安排。
{unit}将于{later:3-18}在{place}开展{subject}，请有关单位和个人予以配合。
为了解{people}对{thing}的看法，即日起公开征集意见。
{subject}已于{before:2-12}结束，现将结果公布如下。
{place}的{people}：为做好{subject}，请留意以下事项。
为规范{thing}，{unit}决定在{where}组织一次{subject}，安排如下。
`)

export const items = lines(`
办理时间：{later:3-9}至{later:20-40}，工作日{n:9-9}时至17时，逾期不再受理。
办理地点：{place}便民服务点，或者政务服务大厅综合窗口。
办理对象：{county}户籍或者在{county}居住半年以上的{people}。
所需材料：身份证原件、申请表一份以及与{thing}有关的证明，复印件由窗口留存。
办理方式：可以现场办理，也可以在政务服务网申请，审核结果以短信告知。
申请表在{unit}网站下载，也可以到{place}领取，填写时请勿涂改。
材料不齐的，窗口一次告知需要补充的内容，补正期限为{n:3-10}个工作日。
名额共{n:10-300}个，按申请先后和审核结果确定，名单在公告栏公示。
公示期内有异议的，请以书面形式提出，并写明姓名、联系方式和理由。
全程不收取任何费用，请勿相信中介代办。
涉及{thing}的，由{unit}派人现场核对，请提前准备资料。
检查采取随机抽取的方式，检查人员不少于两人，并出示证件。
检查内容包括{thing}、{thing2}以及有关台账，重点查看{before:30-90}以来的记录。
检查结果将在{later:20-40}前公布，需要整改的单位应当按期报送整改报告。
参加人员请于{later:1-4}前报名，报名电话{phone}。
培训内容为{subject}的流程、时限和常见问题，期满发给结业证明。
乘坐公交车的{people}请在{road}站下车，现场有引导牌。
调整期间的不便，敬请谅解，恢复时间另行通知。
请相互转告，并提前做好准备，遇到困难可与{place}工作人员联系。
意见可以通过网站留言、来信或者当面提出，截止日期为{later:15-35}。
采纳情况将在征集结束后{n:10-20}个工作日内公布，未采纳的说明理由。
各单位应当指定一名联络员，并于{later:2-8}前将名单报送{unit}。
有关数据以{before:3-15}的登记为准，此后变化的按规定更正。
行动不便的老人和残疾人，可以电话预约上门办理。
因天气原因不能按期进行的，顺延{n:2-5}天，并另行告知。
请保管好受理单，凭编号可以查询进度和结果。
`)

export const closings = lines(`
咨询电话：{phone}（工作日）。特此公告。
未尽事宜由{unit}负责解释，联系电话{phone}。
监督电话：{phone}。欢迎{people}提出意见。
特此通知。联系单位：{unit}，电话{phone}。
以上安排如有变化，以{unit}网站最新公告为准。
联系人：承办科室工作人员，电话{phone}，地点在{place}便民服务点。
`)

export function notice(random: Random, context: Base): Piece {
  const scene = createScene(random, context)
  return piece(
    scene,
    titled(scene, titles),
    [
      { from: openings, count: [1, 1] },
      { from: items, count: [3, 6], as: 'numbered' },
      { from: facts(scene), count: [1, 2] },
      { from: closings, count: [1, 1] },
    ],
    [scene.matter],
  )
}
