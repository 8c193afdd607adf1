import { randomUUID } from 'node:crypto'
import type { RouteExamples } from '../../../test/routes.ts'
import { publishItems, twoYears } from './city.fixture.ts'

export const examples: RouteExamples = async w => {
  await publishItems(w, twoYears)
  await w.post('/desk/reports/2018/releases', { legal_day: '2019-03-15', form_id: randomUUID() }, { as: w.cast.zheng })
  return {
    'GET /reports': { as: 'public' },
    'GET /reports/:year{[0-9]{4}}': { as: 'public', at: '/reports/2018' },
    'GET /reports/:file{[0-9]{4}\\.json}': { as: 'public', at: '/reports/2018.json' },
    'GET /reports/:file{[0-9]{4}\\.docx}': { as: 'public', at: '/reports/2018.docx' },
    'GET /reports/:year{[0-9]{4}}/coverage': { as: 'public', at: '/reports/2018/coverage' },
    'GET /reports/:year{[0-9]{4}}/proof': { as: 'public', at: '/reports/2018/proof' },
    'GET /reports/:year{[0-9]{4}}/proof.json': { as: 'public', at: '/reports/2018/proof.json', answers: [409] }, // until tonight
    'GET /reports/:year{[0-9]{4}}/charts/:file{[a-z]+\\.svg}': { as: 'public', at: '/reports/2018/charts/months.svg' },
    'GET /desk/reports': { as: 'zhou' },
    'GET /desk/reports/:year{[0-9]{4}}': { as: 'zhou', at: '/desk/reports/2018', anywhere: true },
    'GET /desk/reports/:year{[0-9]{4}}/charts/:file{[a-z]+\\.svg}': {
      as: 'zheng',
      at: '/desk/reports/2018/charts/months.svg',
      anywhere: true,
    },
    'POST /desk/reports/:year{[0-9]{4}}/releases': { as: 'zheng', at: '/desk/reports/2018/releases', anywhere: true },
  }
}
