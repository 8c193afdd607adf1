import { z } from 'zod'
import { defineJob, defineRecurring, type JobHouse } from '../jobs/job.ts'
import { thePublic } from '../org/actor.ts'
import { openContact } from '../org/contacts.ts'
import { attempts_max, leftOver, type Sending, sendNotices } from './send.ts'

const sendingOf = ({ posts, origin }: JobHouse): Sending => ({
  posts: posts ?? { mail: undefined, sms: undefined },
  addressOf: async (work, person_id, channel) =>
    (await openContact(work.tx, work.keys, person_id, channel === 'mail' ? 'email' : 'phone')) ?? null,
  origin,
})

/** Sends what waits of some notices, by mail or message. */
export const sendJob = defineJob({
  name: 'notices.send',
  data: z.object({ notice_ids: z.array(z.int()).max(1000) }),
  retries: attempts_max,
  perform: async (house, { notice_ids }) => await sendNotices(house, sendingOf(house), notice_ids),
})

/** Now and then: what was left behind when its job was lost or over too early. */
export const sweepJob = defineRecurring({
  name: 'notices.sweep',
  cron: '*/15 * * * *',
  perform: async house => await sendNotices(house, sendingOf(house), await house.run(thePublic, leftOver, null)),
})
