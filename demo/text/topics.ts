import type { Field } from '../units.ts'
import { audit, commerce, economy, finance, food, grain, industry, market, science, statistics, tourism } from './topics/economy.ts'
import { disaster, environment, farming, forestry, housing, landuse, safety, transport, urban, water, weather } from './topics/land.ts'
import { civil, culture, education, ethnic, fund, health, labour, poverty, sport } from './topics/life.ts'
import { justice, office, petitions, police, service, street, town, trading } from './topics/order.ts'
import type { Topic } from './topics/topic.ts'

export type { Topic } from './topics/topic.ts'

export const topics: Record<Field, Topic> = {
  audit,
  civil,
  commerce,
  culture,
  disaster,
  economy,
  education,
  environment,
  ethnic,
  farming,
  finance,
  food,
  forestry,
  fund,
  grain,
  health,
  housing,
  industry,
  justice,
  labour,
  land: landuse,
  market,
  office,
  petitions,
  police,
  poverty,
  safety,
  science,
  service,
  sport,
  statistics,
  tourism,
  street,
  town,
  trading,
  transport,
  urban,
  water,
  weather,
}
