import type { channelGroups } from '../src/kernel/publications/channels.ts'

/**
 * How many deliveries a year has in all, by group of channels. These are budgets, not results: rooms emit their own records
 * first, the filler makes records for what remains, and a negative remainder fails the load. 2018 is the printed split; of
 * 2017 only the sum follows from the report (143,212 − 76,851 = 66,361), its split is ours.
 */
export const deliveryBudgets: readonly { readonly year: number; readonly groups: Readonly<Record<keyof typeof channelGroups, number>> }[] =
  [
    { year: 2017, groups: { website: 40_512, press: 6_908, new_media: 18_941 } },
    { year: 2018, groups: { website: 62_962, press: 11_316, new_media: 68_934 } },
  ]
