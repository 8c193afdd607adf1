/** 财政预决算: budgets, final accounts and the three public expenses of a unit and a year. */
import type { Random } from '../random.ts'
import { piece } from './body.ts'
import type { BudgetKind, ContextOf, Piece } from './kinds.ts'
import { createScene } from './scene.ts'

const NAMES: Record<BudgetKind, string> = { budget: '部门预算', final_account: '部门决算', three_public: '“三公”经费' }

const yuan = (cents: number) => (cents / 100).toFixed(2)

/** Amounts in hundredths of 万元, so that the parts add up to the total exactly. */
function amounts(random: Random, large: boolean) {
  const staff = random.int(18_000, large ? 900_000 : 220_000)
  const office = Math.round(staff * (0.08 + random.next() * 0.12))
  const projects = random.int(5_000, large ? 2_400_000 : 320_000)
  const travel = random.chance(0.85) ? 0 : random.int(100, 900)
  const cars = random.int(150, 3_200)
  const guests = random.int(40, 900)
  return { staff, office, projects, travel, cars, guests }
}

function change(random: Random, now: number): string {
  const before = Math.max(1, Math.round(now * (0.82 + random.next() * 0.36)))
  const difference = now - before
  if (difference === 0) return '与上年持平'
  return `比上年${difference > 0 ? '增加' : '减少'}${yuan(Math.abs(difference))}万元`
}

const reasons = {
  more: ['人员工资调整', '新增专项工作', '设备更新', '承担上级下达的任务'],
  less: ['压缩一般性支出', '项目按期完工', '车辆减少', '严格控制接待范围和标准'],
}

export function budget(random: Random, context: ContextOf['budget']): Piece {
  const { unit, year, kind } = context
  const government = unit.type === 'government'
  const name = government && kind !== 'three_public' ? (kind === 'budget' ? '政府预算' : '政府决算') : NAMES[kind]
  const a = amounts(random, unit.level === 'city' && unit.type !== 'institution')
  const total = a.staff + a.office + a.projects
  const three = a.travel + a.cars + a.guests
  const word = kind === 'final_account' ? '决算' : '预算'
  const verb = kind === 'final_account' ? '支出' : '安排'
  const scene = createScene(random, context)
  const grow = change(random, total)
  const reason = random.pick(grow.includes('增加') ? reasons.more : reasons.less)
  const threeGrow = change(random, three)
  const threeText = [
    `“三公”经费${word}合计${yuan(three)}万元，${threeGrow}。`,
    `其中因公出国（境）费${yuan(a.travel)}万元，公务用车购置及运行费${yuan(a.cars)}万元，公务接待费${yuan(a.guests)}万元。`,
    `公务用车保有量${random.int(1, 16)}辆，国内公务接待${random.int(6, 160)}批次、${random.int(40, 1600)}人次，变化的主要原因是${threeGrow.includes('增加') ? '车辆维修和公务活动增多' : '压缩用车和接待'}。`,
  ]
  const parts =
    kind === 'three_public'
      ? [threeText, [`公开范围为${unit.name}本级和所属单位，数据来自经财政部门批复的${year}年${word}。`]]
      : [
          [`${unit.name}的主要职责、机构设置和人员编制见公开文本第一部分，编制${random.int(12, 160)}名，所属单位${random.int(0, 9)}个。`],
          [
            `${year}年收支总计${yuan(total)}万元，${grow}，主要原因是${reason}。`,
            `支出按用途分为人员经费${yuan(a.staff)}万元、公用经费${yuan(a.office)}万元、项目支出${yuan(a.projects)}万元。`,
          ],
          threeText,
          [
            `政府采购${verb}${yuan(random.int(600, 60_000))}万元，其中货物、工程和服务分别列示于附表。`,
            `机关运行经费${yuan(a.office)}万元，用于办公、印刷、水电、取暖和差旅。`,
            `对${random.int(1, 12)}个项目设定了绩效目标，${kind === 'budget' ? '年底前组织评价' : '评价结果与下年度预算安排挂钩'}。`,
          ],
        ]
  const closing = `公开的表格包括收支总表、一般公共预算支出表、政府性基金支出表和“三公”经费表，共${random.int(6, 12)}张。名词解释附在文末，如有疑问可拨打${unit.phone}。涉及国家秘密的内容依法不予公开。`
  const made = piece(
    scene,
    `${unit.name}${year}年${name}公开`,
    [...parts.map(list => list.join('')), closing].map(text => ({ from: [text], count: [1, 1] as const })),
  )
  const summary =
    kind === 'three_public' ? `三公经费${word}${yuan(three)}万元。` : `收支总计${yuan(total)}万元，“三公”经费${yuan(three)}万元。`
  return { ...made, summary, keywords: [`${year}年`, name, unit.short] }
}
