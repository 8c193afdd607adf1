/** 便民提示: short posts for microblog, WeChat and clients. */
import type { Random } from '../random.ts'
import { facts, titled } from './body.ts'
import type { Base, Piece } from './kinds.ts'
import { createScene, ofMonth } from './scene.ts'
import { render } from './template.ts'
import { lines } from './words.ts'

export const titles = lines(`
【便民提示】{place}：{matter}看这里
【提醒】{later:1-7}，{place}{matter}
{place}的{people}请注意：{matter}
{today}｜{place}{thing}小提示
{short}提醒{place}{people}：{thing}这样办
【{place}】{today}{subject}进行中，请留意
{matter}，{place}{people}怎么办
{season}{thing}提示（{place}，{today}）
{short}：{later:1-9}{place}{matter}
{people}关心的{thing}，{place}{today}这样回答
【服务】{place}{site}{thing}办理提示
{today}{place}便民信息：{thing}
{place}{subject}有新安排，{later:1-9}起执行
一分钟了解{place}{month}月{matter}
【公告速览】{later:1-12}起{place}{matter}
{place}{people}看过来：{later:1-5}{subject}开始
{place}{month}月{matter}时间表
{short}小贴士：{place}{thing}
【问答】{place}{matter}怎么办（{today}）
{n:2-6}个{thing}提醒，{place}{people}请收好
【{season}服务】{place}{people}的{thing}
{road}周边与{village}：{thing}提示
{short}答{village}{people}：{thing}（{today}）
【出门看看】{today}{place}{subject}
`)

export const openings = lines(`
{later:1-6}起，{place}开展{subject}，请{people}留意现场告示。
{place}的{people}，{matter}已经开始办理。
今天起到{later:4-15}，可以在{place}咨询{thing}。
{short}提醒：{season}要多关注{thing}。
有朋友问{place}的{thing}怎么办，这里一并回答。
好消息，{place}{thing}有了新安排。
{clock}起，{where}将进行{subject}，约{n:2-6}小时，可能略有不便。
本周{where}的重点是{subject}，欢迎{people}参与。
{month}月份{matter}的时间定了。
网友留言问到{where}{thing}，{short}答复如下。
{place}{site}服务时间有调整，请看清再出门。
{today}，{short}在{place}设咨询点，有问题可以当面问。
`)

export const closings = lines(`
详情可拨打{phone}咨询。
更多内容请看{unit}网站。
请转给需要的家人和邻居。
办理时请带好身份证件。
时间如有变化，以最新通知为准。
现场有工作人员引导，请放心办理。
咨询不收费，欢迎来问。
有意见建议请在评论区留言，我们会答复。
请提前安排好时间，错峰办理。
谢谢{place}{people}的理解和支持。
`)

/** Short by nature: 40 to 300 characters, not held to the least length of articles. */
export function tip(random: Random, context: Base): Piece {
  const scene = createScene(random, context)
  const middle = random.chance(0.7) ? random.pick(ofMonth(scene.topic.tips, scene.month)) : random.pick(facts(scene))
  const text = [random.pick(openings), middle, random.pick(closings)].map(part => render(part, scene))
  const title = titled(scene, titles)
  return { title, summary: text[0] ?? title, paragraphs: [text.join('')], keywords: [scene.matter, scene.thing, scene.town] }
}
