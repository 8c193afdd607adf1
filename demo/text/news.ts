/** 政务动态: what a unit did. */
import type { Random } from '../random.ts'
import { facts, piece, titled } from './body.ts'
import type { Base, Piece } from './kinds.ts'
import { createScene } from './scene.ts'
import { lines } from './words.ts'

export const titles = lines(`
{short}在{place}{verb}{subject}
{short}到{place}{look}{thing}情况
{short}深入{place}开展{subject}
{short}{look}{place}{thing}和{thing2}
{place}{thing}{result}
{place}{season}{subject}{result}
{short}召开{month}月份{subject}暨{subject2}工作{meeting}
{short}到{place}听取{people}意见
{place}举办{subject}业务培训
{short}派出{n:2-9}个工作组到{where}开展{subject}
{where}{site}{thing}{improve}工作{result}
{short}{season}{subject}在{place}{result}
{short}为{place}{people}讲解{thing}有关规定
{place}{n:20-320}名{people}参加{subject}交流活动
{short}{improve}{place}{thing}
{short}组织{n:20-120}名人员到{place}参与{subject}
{short}在{place}召开{subject}现场会
{short}随机抽查{place}{thing}
{place}完成{n:10-95}处{thing}核查
{short}{today}到{where}{look}{thing}
{where}{season}{subject}{stage}
{short}联合多部门在{place}开展{subject}
{short}回应{place}{people}关切 {improve}{thing}
{place}{people}谈{thing}变化
{short}{verb}{where}{subject}暨{subject2}
{short}{quarter}{subject}重点检查{where}{thing}
{short}结对{place}{verb}{subject2}
{place}{site}迎来{subject}
`)

export const openings = lines(`
{today}，{unit}组织工作人员到{county}{place}开展{subject}，重点查看{thing}和{thing2}。
连日来，{unit}把{subject}作为{season}工作的重点，分组到{place}等地逐项核对。
近日，{short}工作人员来到{place}，就{thing}情况听取{people}的意见。
为做好{month}月份的各项工作，{unit}对{place}的{thing}进行了实地查看。
{today}{clock}，{subject}工作{meeting}在{town}召开，{short}有关科室和承办人员参加。
按照年度工作安排，{unit}于{before:1-6}至{today}在{town}开展{subject}。
记者从{unit}了解到，{area}{subject}工作自{before:20-60}启动以来，已在{place}等{n:6-28}个点位展开。
{season}以来，{place}的{people}发现，身边的{thing}有了不少变化。
针对{people}集中反映的{thing}问题，{unit}会同{town}开展了{subject}。
走进{county}{place}，{short}工作人员正在核对{thing}资料。
{unit}日前印发{subject}安排表，{place}被列为首批点位。
结合热线和网站留言中的意见，{short}选取{place}等{n:3-12}个点位开展{subject}。
`)

export const middles = lines(`
工作组采取看现场、查记录、问群众的办法，共查看点位{n:6-60}个，记录问题{n:3-40}条。
检查中，工作人员对照清单逐项打勾，当场反馈意见，能改的马上改。
对一时难以解决的问题，写明原因、办法和完成日期，交由承办科室跟踪。
座谈会上，{people}提出建议{n:4-26}条，工作人员逐条记录并约定了答复时间。
从查看情况看，{thing}总体平稳，{thing2}还需要继续改进。
{place}负责人介绍了{subject}的做法，并就经费、人手等困难作了说明。
工作人员现场讲解了办理流程和常见问题，发放资料{n:60-900}份。
此次共抽取{n:5-40}个点位，合格{n:5-40}个，其余点位将在{later:10-30}前复查。
各承办科室每周报送一次进度，{unit}每月汇总通报。
为了少打扰{people}，同一地点的多项检查合并为一次进行。
现场还演示了查询方法，{people}可以自己核对结果。
{people}表示，现在问事情有人答，结果也看得到，比以前方便。
资金使用和项目名单已在{place}公告栏张贴，张贴时间不少于{n:5-10}天。
与去年同期相比，问题数量{change}{n:3-30}个，平均办理时间缩短{n:1-6}天。
工作组还走访了{n:5-60}户家庭和{n:2-20}家商户，了解{thing}的实际情况。
为方便查找，有关资料按地点和日期编号，电子版同时归档。
对做得好的点位，由{town}整理做法，供其他单位参考。
{short}抽调业务人员{n:6-40}名，编成{n:2-6}个小组，每组负责{n:2-5}个点位。
培训采取讲解和实操结合的方式，结束后进行了测验，合格率{pct:88-99}。
参加人员就材料填写、时限计算和档案整理等问题作了交流。
`)

export const closings = lines(`
下一步，{unit}将在{later:10-40}前完成其余点位的查看，并公布结果。
{short}将继续每月开展一次{subject}，及时回应{people}提出的问题。
有关情况将在网站持续更新，{people}可以随时查阅。
复查结果将与首次检查结果一并公开。
欢迎{people}拨打{phone}提出意见和建议。
{unit}将把意见逐条分解到科室，办结一条、答复一条。
后续工作将在{later:15-45}前全部结束，届时公布总体情况。
{town}将根据反馈意见修订工作安排，并在公告栏公示。
对共性问题，{unit}将研究制定统一的办理标准。
下月起，{subject}将转入日常管理，由{town}和{short}共同负责。
`)

export function news(random: Random, context: Base): Piece {
  const scene = createScene(random, context)
  return piece(scene, titled(scene, titles), [
    { from: openings, count: [1, 1] },
    { from: middles, count: [2, 4] },
    { from: facts(scene), count: [1, 3] },
    { from: closings, count: [1, 2] },
  ])
}
