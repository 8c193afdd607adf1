/** The frames of the portal's duty columns: their titles and what they usually say. */
import type { Field } from '../units.ts'
import type { ItemKind } from './kinds.ts'
import { lines } from './words.ts'

export type Frame = {
  readonly label: string /** Undefined: the unit's own. */
  readonly field?: Field
  readonly titles: readonly string[]
  readonly sentences: readonly string[]
}

export const frames: Record<ItemKind, Frame> = {
  personnel: {
    label: '人事信息',
    titles: lines(`
{unit}{year}年公开招聘公告（{where}岗位第{n:1-12}批）
{unit}事业单位招聘面试安排（{today}）
{unit}招聘体检人员名单公示（{today}）
{unit}公开招聘成绩公示（{today}）
{unit}专业技术岗位竞聘公告（{month}月）
{unit}编外人员招聘公告（{site}）
关于{unit}工作人员考核结果的公示（{month}月）
{unit}遴选工作人员资格审查公告（{today}）
`),
    sentences: lines(`
本次招聘岗位{n:2-40}个，专业、学历和年龄要求见岗位表。
报名时间为{later:5-10}至{later:12-18}，采取网上报名、网上审核的方式。
笔试时间为{later:25-45}，内容为公共基础知识和岗位专业知识。
面试采取结构化方式，考官当日抽签确定，考生凭身份证入场。
总成绩按照笔试百分之六十、面试百分之四十计算，保留两位小数。
公示期为{n:5-7}个工作日，公示对象以准考证号列示，姓名作隐去处理。
体检标准参照公务员录用体检通用标准执行，费用由用人单位承担。
对结果有异议的，请在公示期内来电反映，电话{phone}。
`),
  },
  planning: {
    label: '规划计划',
    titles: lines(`
{unit}{year}年度{thing}工作计划
{unit}{where}{topic}三年规划（{year}—{next}年部分）
{where}{topic}专项规划公示
{unit}{quarter}{subject}工作安排
{unit}{year}年{where}{subject}计划
{topic}“十三五”规划{year}年度评估报告
{unit}{next}年{topic}项目储备计划
{unit}{month}月{subject}重点任务安排
`),
    sentences: lines(`
计划安排任务{n:8-40}项，每项注明责任科室、完成时间和衡量办法。
到{next}年，{thing}和{thing2}达到规定标准，{people}反映的突出问题得到解决。
资金需求{wan:120-9600}万元，由预算安排和项目资金统筹解决。
规划范围包括{place}等{n:4-18}个点位，分{n:2-4}批实施。
规划草案公开征求意见{n:15-30}天，收到意见{n:6-80}条。
每季度对照计划检查进度，未完成的说明原因。
主要指标分为约束性和预期性两类，共{n:8-24}项。
`),
  },
  statistics: {
    label: '统计数据',
    field: 'statistics',
    titles: lines(`
{year}年{month}月{where}{thing}统计数据
{year}年{quarter}{area}经济运行情况
{area}{half}居民收支情况
{area}{month}月居民消费价格变动情况
{year}年{month}月{where}{topic}主要指标
{where}{month}月固定资产投资情况
{where}{month}月社会消费品零售情况
{unit}{month}月{subject}统计表
`),
    sentences: lines(`
一般公共预算收入{n:1-20}.{n:1-9}亿元，比去年同期{growth:1-9}。
规模以上工业增加值{growth:1-12}，其中有色冶金行业占{pct:52-70}。
固定资产投资{growth:1-15}，交通和水利投资增长较快。
社会消费品零售总额{n:4-9}.{n:1-9}亿元，其中乡村占{pct:14-22}。
居民消费价格比上月{growth:0-1}，鲜菜价格变动较大。
城镇居民人均可支配收入{n:8000-36000}元，农村居民人均可支配收入{n:3000-14000}元。
发电量{n:6-30}.{n:1-9}亿千瓦时，货运量{n:100-900}万吨。
数据为初步统计，最终数据以年鉴为准，四舍五入可能造成分项与合计的差异。
`),
  },
  emergency: {
    label: '应急管理',
    field: 'safety',
    titles: lines(`
{where}{subject}应急演练情况（{today}）
{unit}{today}安全提示：{thing}
{place}突发事件应急预案公布（{today}）
{unit}关于{where}隐患挂牌督办的公示（{today}）
{place}应急值守情况（{today}）
{unit}{where}应急物资储备情况（{today}）
{place}避险安置点公布（{today}）
{unit}{today}预警信息及应对措施
`),
    sentences: lines(`
值班电话二十四小时有人接听，接报后{n:10-30}分钟内核实并上报。
储备帐篷、编织袋、发电机和照明灯等物资{n:600-6000}件，每季度检查一次。
演练设置报警、疏散、救护和恢复四个环节，共{n:60-360}人参加。
发生险情时，请按照{place}的疏散路线前往安置点，不要返回取物。
预警分为蓝、黄、橙、红四级，分别采取相应措施。
预案明确了{n:8-20}个单位的职责和联络方式，每{n:2-3}年修订一次。
整改期限至{later:15-40}，由{unit}派人复查并公布结果。
`),
  },
  environment: {
    label: '环境保护',
    field: 'environment',
    titles: lines(`
{year}年{month}月{where}空气质量状况（{today}）
{where}{month}月饮用水水源水质状况（{today}）
{place}建设项目环评受理公示（{today}）
{unit}{where}排污许可核发公告（{today}）
{where}{site}{thing}检查情况（{today}）
{unit}{month}月环境行政处罚公示（第{n:1-30}号）
{where}声环境质量监测结果（{today}）
{place}{subject}情况公开（{today}）
`),
    sentences: lines(`
监测点位{n:2-8}个，有效监测天数{n:27-31}天，优良天数比例{pct:80-98}。
饮用水水源监测{n:28-61}项指标，全部达到地下水三类标准。
建设单位提交的报告表已受理，公示期{n:5-10}个工作日，可以书面提出意见。
企业应当按照许可证规定的种类、浓度和总量排放，并公开监测数据。
处罚决定作出后七个工作日内公布，当事人可以依法申请复议或者提起诉讼。
夜间噪声平均值{n:42-54}分贝，道路交通噪声{n:62-69}分贝。
群众举报电话{phone}，查实后按照规定给予奖励。
`),
  },
  food: {
    label: '食品药品',
    field: 'food',
    titles: lines(`
{unit}{year}年食品监督抽检信息（第{n:1-48}期，{where}）
{where}{site}检查结果公示（{today}）
{place}餐饮服务量化等级公示（{today}）
{where}{thing}专项检查通报（{today}）
{unit}关于{n:2-16}批次食品不合格情况的通告（{today}）
{where}药品零售企业许可公示（{today}）
{place}{subject}情况（{today}）
{place}食品安全消费提示（{today}）
`),
    sentences: lines(`
抽检品种包括粮食加工品、肉制品、乳制品、蔬菜和餐饮具等{n:6-24}类。
不合格项目主要是微生物、添加剂使用和标签标识，已通知经营者下架。
被抽样单位对结果有异议的，可以自收到通知之日起七个工作日内申请复检。
检查人员不少于两名，出示执法证件并填写检查记录。
量化等级分为优秀、良好和一般，标志张贴在就餐场所明显位置。
药店应当凭处方销售处方药，并做好温湿度记录。
消费者发现问题食品，可以保留票据并拨打{phone}。
`),
  },
  education: {
    label: '教育',
    field: 'education',
    titles: lines(`
{where}{site}{thing}公开（{today}）
{year}年{where}{matter}（{today}）
{unit}{place}学区划分说明（{today}）
{where}{site}收费项目公示（{today}）
{where}学生资助资金发放情况（{today}）
{unit}{where}{subject}情况（{today}）
{place}{site}督导结果公示（{today}）
{year}年{where}教师招聘及培训信息（{today}）
`),
    sentences: lines(`
片区以道路和小区为界，适龄儿童按照户籍和实际居住地对口入学。
收费项目、标准和依据在学校公告栏公布，公布以外的一律不得收取。
资助标准为每生每学期{n:250-1000}元，直接发放到监护人银行卡。
督导组听课{n:6-30}节，查看教案和作业{n:60-400}份。
学校开设体育、音乐、美术和劳动课程，课时按照规定开足。
随迁子女凭居住证明入学，与本地学生享受同样待遇。
`),
  },
  health: {
    label: '医疗卫生',
    field: 'health',
    titles: lines(`
{where}{site}{thing}公开（{today}）
{where}{month}月{subject}情况（{today}）
{place}免费体检安排（{today}）
{unit}{where}医疗机构校验结果（{today}）
{where}{site}收费和药品价格公示（{today}）
{where}家庭医生签约进展（{today}）
{place}{matter}（{today}）
{month}月{where}传染病疫情概况（{today}）
`),
    sentences: lines(`
本月报告法定传染病{n:12-90}例，无甲类传染病报告，总体平稳。
基本药物实行零差率销售，价格在电子屏和公告栏公布。
签约居民可以预约上门随访、健康评估和转诊服务。
体检项目包括血压、血糖、心电图和腹部超声，空腹进行。
校验合格的医疗机构名单在附表列示，暂缓校验的限期整改。
儿童接种门诊每周{n:2-5}天开放，接种前请预约。
`),
  },
  assistance: {
    label: '社会救助',
    field: 'civil',
    titles: lines(`
{where}{month}月城乡低保资金发放情况（{today}）
{where}临时救助发放公示（{today}）
{where}特困人员供养情况（{today}）
{place}{matter}（{today}）
{unit}{month}月{where}残疾人补贴发放情况（{today}）
{where}高龄津贴发放情况（{today}）
{place}{subject}结果公示（{today}）
{where}救助对象动态管理情况（{today}）
`),
    sentences: lines(`
本月发放城市低保金{wan:30-420}万元，涉及{n:200-3600}户。
农村低保分为四类，按照类别确定补助水平，金额打卡发放。
救助对象以家庭为单位公示，姓名只显示姓氏，不公布证件号码。
申请由乡镇、街道受理，入户核对和民主评议后报县区审批。
特困人员供养分为集中和分散两种方式，护理补贴按照自理能力确定。
家庭收入变化的，应当在三十日内报告，停发或者调整待遇。
`),
  },
  insurance: {
    label: '就业社保',
    field: 'labour',
    titles: lines(`
{where}{month}月社会保险基金收支情况（{today}）
{where}{month}月就业岗位信息（第{n:1-60}期）
{year}年{where}{matter}（{today}）
{where}职业培训补贴公示（{today}）
{unit}{where}{subject}情况（{today}）
{place}公益性岗位安置公示（{today}）
{where}失业保险金发放情况（{today}）
{where}用人单位参保缴费情况（{today}）
`),
    sentences: lines(`
养老、失业和工伤保险参保人数分别为{n:3-20}.{n:1-9}万人、{n:2-9}.{n:1-9}万人和{n:3-9}.{n:1-9}万人。
基金当月收入{wan:900-9600}万元，支出{wan:600-8600}万元，按时足额发放待遇。
岗位涉及机械、餐饮、护理和销售，月薪{n:2200-6800}元。
培训补贴按照工种和课时核定，公示无异议后拨付到培训机构。
失业人员可以在网上申领失业保险金，次月起发放。
公益性岗位优先安排零就业家庭和大龄失业人员，合同一年一签。
`),
  },
  poverty: {
    label: '扶贫',
    field: 'poverty',
    titles: lines(`
{place}扶贫项目公示（{today}）
{where}{month}月扶贫资金安排（{today}）
{place}{matter}（{today}）
{where}{subject}情况（{today}）
{place}产业扶持资金发放公示（{today}）
{where}扶贫项目完工公告（{today}）
{place}驻村帮扶工作情况（{today}）
{where}小额信贷发放公示（{today}）
`),
    sentences: lines(`
项目实施地点为{place}，受益农户{n:6-160}户，计划{later:40-120}完成。
资金来源为财政专项扶贫资金，金额{wan:10-460}万元，实行报账制。
公示内容包括项目名称、规模、投资、受益户数和监督电话。
到户资金由农户签字确认，复印件由村委会留存。
公示期{n:7-10}天，对项目有意见的可以向{unit}反映，电话{phone}。
驻村工作队本月走访{n:20-120}户，办理具体事情{n:6-40}件。
`),
  },
}
