import type { Locale } from '../../../kernel/words.ts'

/** Words of sessions, locks and lost devices. */
const zh = {
  sessions: '登录情况',
  sessionsLead: '现在登录着的人员。可以结束登录、解除锁定、在设备遗失时停用第二重验证。',
  device: '浏览器',
  unknownDevice: '不详',
  signedInAt: '登录时间',
  lastSeen: '最近使用',
  endSession: '结束登录',
  locks: '被锁定的用户名',
  lockedUntil: '锁定至',
  unlock: '解除锁定',
  noLocks: '没有被锁定的用户名。',
  unknownLocks: (n: number) => `另有 ${n} 个被锁定的用户名不属于任何账户。`,
  loss: '报失',
  lossTitle: '停用第二重验证',
  lossLead: '本人的验证设备或通行密钥遗失时使用。其第二重验证、备用码和通行密钥全部停用，全部登录立即结束。',
}

type SessionWords = typeof zh
const en: SessionWords = {
  sessions: 'Sessions',
  sessionsLead: 'Who is signed in now. End sessions, unlock names, and remove second factors when a device is lost.',
  device: 'Browser',
  unknownDevice: 'Unknown',
  signedInAt: 'Signed in',
  lastSeen: 'Last used',
  endSession: 'End the session',
  locks: 'Locked names',
  lockedUntil: 'Locked until',
  unlock: 'Unlock',
  noLocks: 'No name is locked.',
  unknownLocks: n => (n === 1 ? 'One more locked name belongs to no account.' : `${n} more locked names belong to no account.`),
  loss: 'Lost device',
  lossTitle: 'Remove second factors',
  lossLead:
    'For somebody who lost the device or passkey. Their second factor, recovery codes and passkeys go, and all their sessions end at once.',
}

export const sessionMessages: Readonly<Record<Locale, SessionWords>> = { 'zh-CN': zh, en }
