import type { Role as GrantedRole } from '../src/kernel/org/actor.ts'
import type { Role } from './people.ts'

/** What each post of the chain of review may do, in its own unit and below. */
export const rolesOf: Readonly<Record<Role, readonly GrantedRole[]>> = {
  clerk: ['author', 'recorder'],
  reviewer: ['reviewer'],
  secrecy: [],
  signer: ['leader'],
}

/** The password of all demo accounts: printed at start, written in the README; a demo city holds no secret. */
export const demoPassword = 'mingjing-2018'

/** The accounts printed at start: posts of the city's office, and the three separated administrators. */
export const demoAccounts = [
  { sign_in_name: 'author', post: '信息员', what: 'writes and records deliveries' },
  { sign_in_name: 'reviewer', post: '科室负责人', what: 'reviews' },
  { sign_in_name: 'leader', post: '分管领导', what: 'signs and releases' },
  { sign_in_name: 'openness', post: '政务公开办负责人', what: 'oversees disclosure, checks the annual report' },
  { sign_in_name: 'signer', post: '报告签发人', what: 'releases the annual report' },
  { sign_in_name: 'sysadmin', post: '系统管理员', what: 'system administrator' },
  { sign_in_name: 'secadmin', post: '安全管理员', what: 'security administrator' },
  { sign_in_name: 'auditadmin', post: '审计管理员', what: 'audit administrator' },
] as const
