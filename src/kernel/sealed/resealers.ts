import { resealAddressees } from '../cases/letters.ts'
import { resealPasswords } from '../imports/behind.ts'
import { resealHalves } from '../org/agreements.ts'
import { resealContacts } from '../org/contacts.ts'
import { resealFactors } from '../org/second-factor.ts'
import type { Command } from '../work.ts'

/** Every place that holds sealed data: each seals up to so many rows anew with the newest key, and says how many. */
export const resealers: readonly Command<number, number>[] = [
  resealContacts,
  resealFactors,
  resealHalves,
  resealPasswords,
  resealAddressees,
]
