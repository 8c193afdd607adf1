/** The roles of the house; each is granted for a unit and all below it. 三员分立: the last three exclude each other. */
export const roles = [
  'author', // 承办人: writes and submits
  'reviewer', // 审核人: reviews, returns
  'leader', // 签发人: signs, releases
  'recorder', // 登记人: records deliveries, also afterwards (补录)
  'openness_office', // 政务公开办: columns, withdrawals, compiles the annual report
  'report_signer', // 报告签发人: releases the annual report
  'supervisor', // 督查室: urges and supervises what is late
  'system_admin', // 系统管理员
  'security_admin', // 安全管理员
  'audit_admin', // 审计管理员
] as const
export type Role = (typeof roles)[number]

/** 三员分立: the three offices of administration, of which nobody holds two. */
export const administrators = ['system_admin', 'security_admin', 'audit_admin'] as const satisfies readonly Role[]
export type Administrator = (typeof administrators)[number]
export const isRole = (text: string): text is Role => roles.some(role => role === text)
export const isAdministrator = (role: Role): role is Administrator => administrators.some(office => office === role)

/** A role granted for one unit: it holds for every unit whose lineage contains it. */
export type Grant = { readonly role: Role; readonly unit_id: number }

/** Who acts. The public has no person and no grants. */
export type Actor = { readonly person_id: number | null; readonly name: string; readonly grants: readonly Grant[] }

export const thePublic: Actor = { person_id: null, name: '', grants: [] }

/** The house itself: work by the clock and after commits. It has no grants; what it does is asked of no right. */
export const theHouse: Actor = { person_id: null, name: '系统', grants: [] }
