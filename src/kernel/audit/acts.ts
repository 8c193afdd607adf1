import { commonStepNames, systemSteps } from '../cases/common.ts'
import { openStep, type Process, stepName } from '../cases/process.ts'
import type { Words } from '../words.ts'

/** What stands in the log for an act of the kernel, of the program itself, or of the demo's loading. A room's own are in its room.ts. */
export const kernelActs = {
  begin_chain: { 'zh-CN': '开始存证', en: 'Begin the provable log' },
  cover_tables: { 'zh-CN': '扩大存证范围', en: 'Cover more tables by the provable log' },
  migrate: { 'zh-CN': '升级数据结构', en: 'Upgrade of the schema' },
  found_city: { 'zh-CN': '初建城市', en: 'Begin a city' },
  lay_ground: { 'zh-CN': '建立演示基础数据', en: 'Lay the ground of the demo' },
  load_publications: { 'zh-CN': '载入演示信息', en: 'Load the demo’s publications' },
  sign_statement: { 'zh-CN': '签署声明', en: 'Sign a statement' },
  look_at_personal_data: { 'zh-CN': '查看完整个人信息', en: 'Look at personal data in full' },
  reseal: { 'zh-CN': '重新加密', en: 'Seal with a new key' },
  publish: { 'zh-CN': '发布信息', en: 'Publish' },
  amend: { 'zh-CN': '更正信息', en: 'Amend a publication' },
  withdraw: { 'zh-CN': '撤下信息', en: 'Withdraw a publication' },
  create_column: { 'zh-CN': '新设栏目', en: 'Open a column' },
  change_column: { 'zh-CN': '修改栏目', en: 'Change a column' },
  move_column: { 'zh-CN': '移动栏目', en: 'Move a column' },
  reorder_column: { 'zh-CN': '调整栏目顺序', en: 'Put columns in another order' },
  close_column: { 'zh-CN': '停用栏目', en: 'Close a column' },
  set_up_columns: { 'zh-CN': '设置法定栏目', en: 'Set up the required columns' },
  open_outlet: { 'zh-CN': '启用渠道', en: 'Open an outlet' },
  close_outlet: { 'zh-CN': '停用渠道', en: 'Close an outlet' },
  take_in_file: { 'zh-CN': '接收文件', en: 'Take in a file' },
  adopt_files: { 'zh-CN': '登记来历不明的文件', en: 'Enter files found without a record' },
  clear_file: { 'zh-CN': '清理无人引用的文件', en: 'Clear away a file that nothing refers to' },
  attach: { 'zh-CN': '添加附件', en: 'Attach a file' },
  detach: { 'zh-CN': '移除附件', en: 'Take an attachment out' },
  unfile: { 'zh-CN': '移出案卷材料', en: 'Take a paper out of a case’s file' },
  write_letter: { 'zh-CN': '制作文书', en: 'Write a letter' },
  send_letter: { 'zh-CN': '登记文书送达', en: 'Record the sending of a letter' },
  remove_attachments: { 'zh-CN': '撤下附件', en: 'Withdraw attachments' },
  create_divisions: { 'zh-CN': '登记区划', en: 'Enter divisions' },
  create_unit: { 'zh-CN': '设立单位', en: 'Set up a unit' },
  create_units: { 'zh-CN': '设立单位（批量）', en: 'Set up units' },
  amend_unit: { 'zh-CN': '修改单位信息', en: 'Change a unit’s facts' },
  rename_unit: { 'zh-CN': '单位更名', en: 'Rename a unit' },
  move_unit: { 'zh-CN': '调整隶属关系', en: 'Move a unit' },
  close_unit: { 'zh-CN': '撤销单位', en: 'Close a unit' },
  create_post: { 'zh-CN': '设立岗位', en: 'Set up a post' },
  create_posts: { 'zh-CN': '设立岗位（批量）', en: 'Set up posts' },
  rename_post: { 'zh-CN': '岗位更名', en: 'Rename a post' },
  close_post: { 'zh-CN': '撤销岗位', en: 'Close a post' },
  create_person: { 'zh-CN': '登记人员', en: 'Enter a person' },
  create_people: { 'zh-CN': '登记人员（批量）', en: 'Enter people' },
  rename_person: { 'zh-CN': '人员更名', en: 'Rename a person' },
  hold_post: { 'zh-CN': '任职', en: 'Appoint to a post' },
  hold_posts: { 'zh-CN': '任职（批量）', en: 'Appoint to posts' },
  end_holding: { 'zh-CN': '免职', en: 'End an appointment' },
  name_stand_in: { 'zh-CN': '指定代理人', en: 'Name a stand-in' },
  end_stand_in: { 'zh-CN': '结束代理', en: 'End a stand-in' },
  record_absence: { 'zh-CN': '登记外出', en: 'Record an absence' },
  end_absence: { 'zh-CN': '结束外出', en: 'End an absence' },
  create_account: { 'zh-CN': '开立账户', en: 'Open an account' },
  create_accounts: { 'zh-CN': '开立账户（批量）', en: 'Open accounts' },
  disable_account: { 'zh-CN': '停用账户', en: 'Disable an account' },
  enable_account: { 'zh-CN': '恢复账户', en: 'Enable an account' },
  reset_password: { 'zh-CN': '重置密码', en: 'Reset a password' },
  change_password: { 'zh-CN': '修改密码', en: 'Change one’s password' },
  begin_second_factor: { 'zh-CN': '开始启用第二重验证', en: 'Begin a second factor' },
  add_second_factor: { 'zh-CN': '启用第二重验证', en: 'Add a second factor' },
  remove_second_factor: { 'zh-CN': '停用第二重验证', en: 'Remove a second factor' },
  remove_lost_factors: { 'zh-CN': '移除遗失的验证方式', en: 'Remove lost factors' },
  draw_recovery_codes: { 'zh-CN': '生成恢复码', en: 'Draw recovery codes' },
  use_recovery_code: { 'zh-CN': '使用恢复码', en: 'Use a recovery code' },
  add_passkey: { 'zh-CN': '添加通行密钥', en: 'Add a passkey' },
  rename_passkey: { 'zh-CN': '通行密钥改名', en: 'Rename a passkey' },
  remove_passkey: { 'zh-CN': '移除通行密钥', en: 'Remove a passkey' },
  fail_passkey: { 'zh-CN': '通行密钥验证失败', en: 'Fail with a passkey' },
  propose: { 'zh-CN': '提议（管理员账户）', en: 'Propose a change of an administrator’s account' },
  agree: { 'zh-CN': '同意提议', en: 'Agree to a proposal' },
  decline: { 'zh-CN': '不同意提议', en: 'Decline a proposal' },
  withdraw_proposal: { 'zh-CN': '撤回提议', en: 'Withdraw a proposal' },
  remove_factors: { 'zh-CN': '移除验证方式', en: 'Remove all factors' },
  grant_role: { 'zh-CN': '授予角色', en: 'Grant a role' },
  grant_roles: { 'zh-CN': '授予角色（批量）', en: 'Grant roles' },
  end_grant: { 'zh-CN': '收回角色', en: 'End a role' },
  set_policy: { 'zh-CN': '设置安全要求', en: 'Set a policy' },
  sign_in: { 'zh-CN': '登录', en: 'Sign in' },
  fail_sign_in: { 'zh-CN': '登录失败', en: 'Fail to sign in' },
  lock_sign_in: { 'zh-CN': '锁定登录', en: 'Lock sign-in' },
  unlock_sign_in: { 'zh-CN': '解除锁定', en: 'Unlock sign-in' },
  sign_out: { 'zh-CN': '退出', en: 'Sign out' },
  end_session: { 'zh-CN': '结束会话', en: 'End a session' },
  end_other_sessions: { 'zh-CN': '结束其他会话', en: 'End one’s other sessions' },
  set_contact: { 'zh-CN': '设置联系方式', en: 'Set a contact' },
  remove_contact: { 'zh-CN': '删除联系方式', en: 'Remove a contact' },
  prefer_notices: { 'zh-CN': '设置通知', en: 'Set one’s notices' },
  create_setup_link: { 'zh-CN': '生成设置链接', en: 'Make a link for the set-up' },
  set_up: { 'zh-CN': '初始设置', en: 'Set up' },
  draft_calendar_notice: { 'zh-CN': '起草放假安排', en: 'Draft a calendar notice' },
  drop_calendar_draft: { 'zh-CN': '删除放假安排草稿', en: 'Drop a calendar draft' },
  record_calendar_notice: { 'zh-CN': '登记放假安排', en: 'Record a calendar notice' },
  redate_cases: { 'zh-CN': '重算期限', en: 'Recompute due dates' },
  finish_redating: { 'zh-CN': '完成期限重算', en: 'Finish recomputing due dates' },
  set_law: { 'zh-CN': '设置法定参数', en: 'Set a rule of the law' },
  set_site: { 'zh-CN': '设置网站', en: 'Set the site’s facts' },
  receive_sheet: { 'zh-CN': '上传表格', en: 'Send in a sheet' },
  fault_sheet: { 'zh-CN': '标出表格错误', en: 'Find faults in a sheet' },
  take_in_sheet: { 'zh-CN': '导入表格', en: 'Take in a sheet' },
  start_taking: { 'zh-CN': '开始导入', en: 'Begin to take in a sheet' },
  read_sheet: { 'zh-CN': '读取表格', en: 'Read a sheet' },
  cancel_import: { 'zh-CN': '中止处理', en: 'Cancel the work on a sheet' },
  end_import_work: { 'zh-CN': '处理未完成', en: 'End the work on a sheet without result' },
  fetch_passwords: { 'zh-CN': '领取一次性密码', en: 'Fetch one-time passwords' },
  drop_import: { 'zh-CN': '放弃导入', en: 'Give up an import' },
  drop_old_sheets: { 'zh-CN': '清理旧表格', en: 'Clear away old sheets' },
  read_copy: { 'zh-CN': '阅读抄送', en: 'Read a copied case' },
  save_view: { 'zh-CN': '保存视图', en: 'Save a view' },
  rename_view: { 'zh-CN': '视图改名', en: 'Rename a view' },
  remove_view: { 'zh-CN': '删除视图', en: 'Remove a view' },
  share_view: { 'zh-CN': '共享视图', en: 'Share a view' },
} as const satisfies Record<string, Words>

/** Words for everything that stands in the log, by the name of the act. */
export type ActWords = ReadonlyMap<string, Words>

type Spoken = { readonly acts?: Readonly<Record<string, Words>> }

/** The kernel's acts, the rooms', and each step of each process, of the common steps and of the system, with the process it is of. */
export function actWords({ rooms, processes }: { readonly rooms: readonly Spoken[]; readonly processes: readonly Process[] }): ActWords {
  const own = [kernelActs, ...rooms.map(({ acts }) => acts ?? {})].flatMap(acts => Object.entries<Words>(acts))
  return new Map([...own, ...processes.flatMap(stepsOf)])
}

function stepsOf(process: Process): [string, Words][] {
  const tables = [process, ...(process.earlier ?? [])]
  const steps = new Set([...tables.flatMap(({ steps }) => Object.keys(steps)), ...commonStepNames(), ...Object.keys(systemSteps), openStep])
  const said = [...steps].map((step): [string, Words] => [step, stepName(process, step)])
  return [...said, taskDone].map(([step, { 'zh-CN': zh, en }]) => [
    `${process.business}.${step}`,
    { 'zh-CN': `${process.name['zh-CN']}：${zh}`, en: `${process.name.en}: ${en}` },
  ])
}

const taskDone: [string, Words] = ['task', { 'zh-CN': '完成任务', en: 'Task done' }]

/** An act without words, as a room's that is gone, is shown as it was written. */
export const actWord = (words: ActWords, act: string): Words => words.get(act) ?? { 'zh-CN': act, en: act.replaceAll('_', ' ') }
