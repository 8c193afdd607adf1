import { BpmnModdle, type Element } from 'bpmn-moddle'
import type { Words } from '../words.ts'
import { widthOf } from './flowchart.ts'
import { type Arrow, type Box, layOut, type Point } from './layout.ts'
import { isEnded, type Process, stateName, stepName, stepsOpen } from './process.ts'

/** Sizes of the diagram, in the units of BPMN editors: tasks as wide as the longest name, events and gateways as they draw them. */
const size = { task: 64, event: 36, gateway: 50, name: 14, margin: 40 } as const

/** A node of the diagram. `start`, a state (a task, or the end), or the choice between the steps of a state. */
type Node = { readonly id: string; readonly kind: 'start' | 'task' | 'choice' | 'end'; readonly name: Words; readonly state: string }
/** An arrow: a step (`step`), or the way to the first state or to a choice. */
type Flow = { readonly id: string; readonly from: string; readonly to: string; readonly step: string | null }

/**
 * A process as BPMN 2.0 with its diagram, for other systems to read and run: each state a user task, each state with several ways out followed by an
 * exclusive choice on the variable `step`, states that wait for handed-out tasks as parallel multi-instance tasks (`tasks` says how many), ends as end
 * events. Names in both languages. Conditions are written as `${step == 'submit'}`, which the common engines read.
 */
export async function bpmnXml(process: Process): Promise<string> {
  const moddle = new BpmnModdle()
  const [nodes, flows] = [nodesOf(process), flowsOf(process)]
  const elements = elementsOf(moddle, process, nodes, flows)
  const id = `process_${process.business}`
  const whole = moddle.create('bpmn:Process', {
    id,
    name: both(process.name),
    isExecutable: true,
    documentation: [moddle.create('bpmn:Documentation', { text: `version ${process.version}` })],
    flowElements: [...elements.values()],
  })
  const plane = moddle.create('bpmndi:BPMNPlane', {
    id: 'plane',
    bpmnElement: whole,
    planeElement: drawn(moddle, { nodes, flows, elements }),
  })
  const definitions = moddle.create('bpmn:Definitions', {
    id: `definitions_${process.business}`,
    targetNamespace: 'urn:mingjing:processes',
    exporter: 'Mingjing',
    rootElements: [whole],
    diagrams: [moddle.create('bpmndi:BPMNDiagram', { id: 'diagram', name: both(process.name), plane })],
  })
  return (await moddle.toXML(definitions, { format: true })).xml
}

const both = (words: Words): string => (words['zh-CN'] === words.en ? words.en : `${words['zh-CN']} ${words.en}`)
const taskId = (state: string) => `state_${state}`
const choiceId = (state: string) => `choice_${state}`
const start = 'start'

function nodesOf(process: Process): Node[] {
  const first: Node = { id: start, kind: 'start', name: { 'zh-CN': '立案', en: 'Opened' }, state: process.first }
  const states = Object.keys(process.states).flatMap((state): Node[] => {
    const name = stateName(process, state)
    if (isEnded(process, state)) return [{ id: taskId(state), kind: 'end', name, state }]
    const task: Node = { id: taskId(state), kind: 'task', name, state }
    return stepsOpen(process, state).length > 1
      ? [task, { id: choiceId(state), kind: 'choice', name: { 'zh-CN': '', en: '' }, state }]
      : [task]
  })
  return [first, ...states]
}

function flowsOf(process: Process): Flow[] {
  const open = Object.keys(process.states).filter(state => !isEnded(process, state))
  return [
    { id: 'flow_start', from: start, to: taskId(process.first), step: null },
    ...open.flatMap((state): Flow[] => {
      const steps = stepsOpen(process, state)
      const from = steps.length > 1 ? choiceId(state) : taskId(state)
      const choice: Flow[] = steps.length > 1 ? [{ id: `flow_${state}`, from: taskId(state), to: choiceId(state), step: null }] : []
      return [...choice, ...steps.map(step => ({ id: `step_${step}_${state}`, from, to: taskId(process.steps[step]?.to ?? ''), step }))]
    }),
  ]
}

/** The elements of the process by id, linked with each other. */
function elementsOf(moddle: BpmnModdle, process: Process, nodes: readonly Node[], flows: readonly Flow[]): Map<string, Element> {
  const types = { start: 'bpmn:StartEvent', task: 'bpmn:UserTask', choice: 'bpmn:ExclusiveGateway', end: 'bpmn:EndEvent' } as const
  const links = new Map(nodes.map(({ id }) => [id, { incoming: [] as Element[], outgoing: [] as Element[] }]))
  const elements = new Map<string, Element>()
  for (const { id, kind, name, state } of nodes) {
    const waits = kind === 'task' && process.states[state]?.joins !== undefined ? { loopCharacteristics: handedOut(moddle) } : {}
    const named = kind === 'choice' ? {} : { name: both(name) }
    elements.set(id, moddle.create(types[kind], { id, ...named, ...waits, ...links.get(id) }))
  }
  for (const { id, from, to, step } of flows) {
    const chosen = step !== null && from.startsWith('choice_')
    const flow = moddle.create('bpmn:SequenceFlow', {
      id,
      sourceRef: elements.get(from),
      targetRef: elements.get(to),
      ...(step === null ? {} : { name: both(stepName(process, step)) }),
      ...(chosen ? { conditionExpression: moddle.create('bpmn:FormalExpression', { body: `\${step == '${step}'}` }) } : {}),
    })
    links.get(from)?.outgoing.push(flow)
    links.get(to)?.incoming.push(flow)
    elements.set(id, flow)
  }
  return elements
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of BPMN
const howMany = '${tasks}'
const handedOut = (moddle: BpmnModdle): Element =>
  moddle.create('bpmn:MultiInstanceLoopCharacteristics', {
    isSequential: false,
    loopCardinality: moddle.create('bpmn:FormalExpression', { body: howMany }),
  })

// ── the diagram ──────────────────────────────────────────────────────────────────────────────────────────────────────

type Drawing = { readonly nodes: readonly Node[]; readonly flows: readonly Flow[]; readonly elements: ReadonlyMap<string, Element> }

/** Shapes and edges: the layout of our own chart, with start, choices and ends as nodes of their own. */
function drawn(moddle: BpmnModdle, { nodes, flows, elements }: Drawing): Element[] {
  const nameOf = (id: string) => String(elements.get(id)?.name ?? '')
  const widest = (ids: readonly string[]) => Math.max(0, ...ids.map(id => widthOf(nameOf(id), size.name)))
  const width = Math.max(140, widest(nodes.filter(({ kind }) => kind === 'task').map(({ id }) => id)) + 24)
  const labels = widest(flows.map(({ id }) => id))
  const layout = layOut(asProcess(nodes, flows), {
    boxWidth: width,
    boxHeight: size.task,
    columnGap: 80,
    labelWidth: ids => widest(ids) + 12,
    labelWidthMax: labels + 12,
  })
  const moved = ([x, y]: Point) =>
    moddle.create('dc:Point', { x: Math.round(x - layout.left + size.margin), y: Math.round(y + size.margin) })
  const bounds = (x: number, y: number, w: number, h: number) => {
    const corner = moved([x - w / 2, y - h / 2])
    return moddle.create('dc:Bounds', { x: corner.x, y: corner.y, width: Math.round(w), height: Math.round(h) })
  }
  const shapes = layout.boxes.flatMap(({ state: id, x, y }): Element[] => {
    const node = nodes.find(one => one.id === id)
    if (!node) return []
    const [w, h] = extent(node, width)
    const round = node.kind === 'start' || node.kind === 'end'
    const label = round
      ? { label: moddle.create('bpmndi:BPMNLabel', { bounds: bounds(x + 18 + widest([id]) / 2 + 8, y, widest([id]), 20) }) }
      : {}
    return [
      moddle.create('bpmndi:BPMNShape', {
        id: `${id}_shape`,
        bpmnElement: elements.get(id),
        bounds: bounds(x, y, w, h),
        ...marker(node),
        ...label,
      }),
    ]
  })
  const at = new Map(layout.boxes.map(box => [box.state, box]))
  const edges = layout.arrows.flatMap(arrow =>
    arrow.steps.map((id, index) => {
      const [x, y] = arrow.label
      const beside = arrow.align === 'start' ? widest([id]) / 2 + 6 : arrow.align === 'end' ? -widest([id]) / 2 - 6 : 0
      const middle = y + (index - (arrow.steps.length - 1) / 2) * 18
      const label =
        nameOf(id) === '' ? {} : { label: moddle.create('bpmndi:BPMNLabel', { bounds: bounds(x + beside, middle, widest([id]), 18) }) }
      const waypoint = wayOf(arrow, { nodes, at, width }).map(moved)
      return moddle.create('bpmndi:BPMNEdge', { id: `${id}_edge`, bpmnElement: elements.get(id), waypoint, ...label })
    }),
  )
  return [...shapes, ...edges]
}

const marker = ({ kind }: Node) => (kind === 'choice' ? { isMarkerVisible: true } : {})

const extent = ({ kind }: Node, width: number): Point =>
  kind === 'task' ? [width, size.task] : kind === 'choice' ? [size.gateway, size.gateway] : [size.event, size.event]

/** The nodes as a process, whose layout is then that of the diagram. */
function asProcess(nodes: readonly Node[], flows: readonly Flow[]): Process {
  const none: Words = { 'zh-CN': '', en: '' }
  return {
    business: 'diagram',
    name: none,
    version: 1,
    first: start,
    ends: nodes.filter(({ kind }) => kind === 'end').map(({ id }) => id),
    states: Object.fromEntries(nodes.map(({ id }) => [id, { name: none }])),
    steps: Object.fromEntries(flows.map(({ id, from, to }) => [id, { name: none, from: [from], to, by: 'desk.open' as const }])),
  }
}

type Ground = { readonly nodes: readonly Node[]; readonly at: ReadonlyMap<string, Box>; readonly width: number }

/** The corners of an arrow, from the border of the one shape to that of the other: boxes of the layout are as large as tasks, other shapes smaller. */
function wayOf(arrow: Arrow, ground: Ground): Point[] {
  const [out, into] = [reach(arrow.from, arrow.points[0], ground), reach(arrow.to, arrow.points.at(-1), ground)]
  const all = [...out, ...arrow.points, ...into.toReversed()]
  return all.filter(([x, y], index) => index === 0 || x !== all[index - 1]?.[0] || y !== all[index - 1]?.[1])
}

/** From a small shape's border to where the layout begins its arrow, with a corner at the shape's height when that is beside the shape. */
function reach(id: string, port: Point | undefined, { nodes, at }: Ground): Point[] {
  const [node, box] = [nodes.find(one => one.id === id), at.get(id)]
  if (!node || !box || !port || node.kind === 'task') return []
  const half = (node.kind === 'choice' ? size.gateway : size.event) / 2
  const aside = port[0] - box.x
  if (aside === 0) return [[box.x, box.y + Math.sign(port[1] - box.y) * half]]
  return [
    [box.x + Math.sign(aside) * half, box.y],
    [port[0], box.y],
  ]
}
