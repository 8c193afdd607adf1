import { defineRecurring } from '../jobs/job.ts'
import { thePublic } from './actor.ts'
import { forgetEnded } from './sessions.ts'

/** Every quarter of an hour what is over is forgotten: sessions, half-done sign-ins, challenges, failures of a day ago. */
export const forgetEndedSessions = defineRecurring({
  name: 'org.forget_ended',
  cron: '*/15 * * * *',
  perform: async house => {
    await house.run(thePublic, forgetEnded, null)
  },
})
