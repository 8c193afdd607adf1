/** What is done with an administrator's account, by two of the three together. */
export const accountActs = ['reset_password', 'enable_account', 'disable_account', 'remove_factors'] as const
export type AccountAct = (typeof accountActs)[number]
export type JointAct = AccountAct | 'relax_second_factor'

export const isJointAct = (text: string): text is JointAct => text === 'relax_second_factor' || accountActs.some(act => act === text)
/** Whether a one-time password comes of it. */
export const givesPassword = (act: JointAct): boolean => act === 'reset_password' || act === 'enable_account'
