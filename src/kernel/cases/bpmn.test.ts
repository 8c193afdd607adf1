import { EventEmitter } from 'node:events'
import { Engine } from 'bpmn-engine'
import { BpmnModdle } from 'bpmn-moddle'
import { describe, expect, test } from 'vitest'
import { house } from '../../house.ts'
import { bpmnXml } from './bpmn.ts'
import { isEnded, type Process, stepsOpen } from './process.ts'
import { request, request2, review } from './processes.example.ts'

/** Every process of the house, and those of this folder, which do all that a process can do. */
const processes: readonly Process[] = [
  ...house.flatMap(room => room.processes ?? []).map(({ process }) => process),
  review,
  request,
  request2,
]
/** How many units each handing-out asks. */
const tasks = 2
// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of BPMN
const howMany = '${tasks}'

describe.each(processes.map(process => ({ process, toString: () => `${process.business} ${process.version}` })))(
  '$process.business as BPMN',
  ({ process }) => {
    test('is read back without a warning, and every node and flow is drawn', async () => {
      const { rootElement, warnings, elementsById } = await new BpmnModdle().fromXML(await bpmnXml(process))
      expect(warnings).toEqual([])
      expect(rootElement.$type).toBe('bpmn:Definitions')
      const elements = Object.values(elementsById)
      const shown = elements.flatMap(({ $type, bpmnElement }) =>
        $type === 'bpmndi:BPMNShape' || $type === 'bpmndi:BPMNEdge' ? [bpmnElement] : [],
      )
      const nodes = elements.filter(({ $type }) => /^bpmn:(StartEvent|EndEvent|UserTask|ExclusiveGateway|SequenceFlow)$/.test($type))
      expect(shown.length).toBe(nodes.length)
      expect(new Set(shown)).toEqual(new Set(nodes))
      const states = Object.keys(process.states)
      expect(states.filter(state => elementsById[`state_${state}`] === undefined)).toEqual([])
      for (const [step, { name, from }] of Object.entries(process.steps))
        for (const state of from) expect(elementsById[`step_${step}_${state}`]?.name).toBe(`${name['zh-CN']} ${name.en}`)
    })

    test('its arrows begin and end at the border of their shapes', async () => {
      const xml = await bpmnXml(process)
      const { elementsById } = await new BpmnModdle().fromXML(xml)
      type Bounds = { x: number; y: number; width: number; height: number }
      const boxes = new Map(
        Object.values(elementsById).flatMap(one =>
          one.$type === 'bpmndi:BPMNShape' ? [[(one.bpmnElement as { id: string }).id, one.bounds as Bounds]] : [],
        ),
      )
      const touches = (id: string, point: { x: number; y: number } | undefined): boolean => {
        const box = boxes.get(id)
        if (!box || !point) return false
        const [dx, dy] = [Math.abs(point.x - box.x - box.width / 2), Math.abs(point.y - box.y - box.height / 2)]
        return dx <= box.width / 2 + 1 && dy <= box.height / 2 + 1 && (dx >= box.width / 2 - 1 || dy >= box.height / 2 - 1)
      }
      for (const edge of Object.values(elementsById).filter(({ $type }) => $type === 'bpmndi:BPMNEdge')) {
        const flow = edge.bpmnElement as { id: string; sourceRef: { id: string }; targetRef: { id: string } }
        const points = edge.waypoint as { x: number; y: number }[]
        expect([flow.id, touches(flow.sourceRef.id, points[0]), touches(flow.targetRef.id, points.at(-1))]).toEqual([flow.id, true, true])
      }
    })

    test('an engine walks every step to each end through the same states', async () => {
      const xml = await bpmnXml(process)
      const walks = walksOf(process)
      const taken = new Set(walks.flat())
      expect(Object.keys(process.steps).filter(step => !taken.has(step))).toEqual([])
      expect(new Set(walks.map(walk => statesOf(process, walk).at(-1)))).toEqual(new Set(process.ends))
      for (const walk of walks) expect(await walked(xml, process, walk), walk.join(', ')).toEqual(statesOf(process, walk))
    })
  },
)

/** The states that a case goes through as our own table has it. */
function statesOf(process: Process, walk: readonly string[]): string[] {
  const states = [process.first]
  for (const step of walk) {
    expect(stepsOpen(process, states.at(-1) ?? '')).toContain(step)
    states.push(process.steps[step]?.to ?? '')
  }
  return states
}

/** Ways from the start to an end, so many that every step is taken from every state it may start from. */
function walksOf(process: Process): string[][] {
  const ways = Object.entries(process.steps).flatMap(([step, { from, to }]) => from.map(state => ({ step, state, to })))
  return ways.flatMap(({ step, state, to }) => {
    const rest = isEnded(process, to) ? [[]] : process.ends.flatMap(end => shortest(process, to, end))
    return shortest(process, process.first, state).flatMap(before => rest.map(after => [...before, step, ...after]))
  })
}

/** The shortest way from one state to another, or none. */
function shortest(process: Process, from: string, to: string): string[][] {
  const found = new Map<string, string[]>([[from, []]])
  for (const [state, way] of found)
    for (const step of stepsOpen(process, state)) {
      const next = process.steps[step]?.to ?? ''
      if (!found.has(next)) found.set(next, [...way, step])
    }
  const way = found.get(to)
  return way ? [way] : []
}

/** Runs the exported process with one step after the other; gives the states whose tasks were entered, and the end. */
async function walked(source: string, process: Process, walk: readonly string[]): Promise<string[]> {
  const states: string[] = []
  let step: string | undefined
  const resolveExpression = (text: string): unknown => {
    const condition = /^\$\{step == '(\w+)'\}$/.exec(text)
    return condition ? condition[1] === step : text === howMany ? tasks : text
  }
  const listener = new EventEmitter()
  listener.on('activity.enter', (activity: { id: string; type: string }) => {
    if (activity.type === 'bpmn:UserTask' || activity.type === 'bpmn:EndEvent') states.push(activity.id.replace('state_', ''))
  })
  // Of a multi-instance task each instance waits by itself.
  let waiting: { id: string; signal(): unknown }[] = []
  listener.on('activity.wait', (task: { id: string; signal(): unknown }) => waiting.push(task))
  const engine = new Engine({ name: process.business, source, expressions: { resolveExpression } })
  const ended = engine.waitFor('end')
  await engine.execute({ listener })
  for (step of walk) {
    const now = waiting
    waiting = []
    expect(now.length).toBe(process.states[states.at(-1) ?? '']?.joins === undefined ? 1 : tasks)
    for (const task of now) task.signal()
  }
  await ended
  return states
}
