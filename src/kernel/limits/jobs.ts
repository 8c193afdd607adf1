import { defineRecurring } from '../jobs/job.ts'
import { theHouse } from '../org/actor.ts'
import { sweep } from './sweep.ts'

/** In the small hours, when nobody waits for it. */
export const sweeping = defineRecurring({
  name: 'kernel.sweep_leftovers',
  cron: '20 3 * * *',
  perform: async house => {
    await house.run(theHouse, sweep, null)
  },
})
