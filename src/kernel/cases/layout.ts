import { type Process, stepNames } from './process.ts'

/** Geometry of a flowchart, in pixels: states in ranks from top to bottom, arrows in the gaps between ranks and in lanes at the sides. */
export type Point = readonly [x: number, y: number]
export type Box = { readonly state: string; readonly x: number; readonly y: number }
/** `points`: the corners from the source's edge to the target's; `label`: where the step's name begins, has its middle, or ends. */
export type Arrow = {
  readonly steps: readonly string[]
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
  readonly label: Point
  readonly align: Align
}
export type Align = 'start' | 'middle' | 'end'
/** A step that stays in its state. */
export type Loop = { readonly steps: readonly string[]; readonly state: string }
export type Layout = {
  readonly boxes: readonly Box[]
  readonly arrows: readonly Arrow[]
  readonly loops: readonly Loop[]
  readonly left: number
  readonly right: number
  readonly height: number
}
/** What the drawing knows of sizes: of all boxes alike, and of each label. */
export type Sizes = {
  readonly boxWidth: number
  readonly boxHeight: number
  /** Room between two columns, for the names of loops. */
  readonly columnGap: number
  readonly labelWidth: (steps: readonly string[]) => number
  /** Of the widest label: a lane stands so far out that a label fits on the way to it. */
  readonly labelWidthMax: number
}

const trackHeight = 26
const laneWidth = 22
/** Between two ports of one side of a box. */
const slotWidth = 32
const gapPadding = 18

type Edge = { readonly from: string; readonly to: string; readonly steps: string[] }
type Place = { readonly rank: number; readonly column: number }

/**
 * Lays a process out. The shortest way from the first state to the first end is the spine, in the left column; other states stand to its
 * right. Steps to the next or the previous rank cross one gap; longer ones go round in a lane: forward at the right, back at the left.
 */
export function layOut(process: Process, sizes: Sizes): Layout {
  const places = placesOf(process)
  const edges = edgesOf(process)
  const moving = edges.filter(edge => edge.from !== edge.to && places.has(edge.from) && places.has(edge.to))
  const router = new Router(places, sizes)
  for (const edge of moving.toSorted((a, b) => router.reach(a) - router.reach(b))) router.add(edge)
  return { ...router.finish(), loops: edges.filter(edge => edge.from === edge.to).map(({ from, steps }) => ({ state: from, steps })) }
}

/** Steps between the same two states share an arrow. */
function edgesOf(process: Process): Edge[] {
  const edges: Edge[] = []
  for (const step of stepNames(process)) {
    const { from: sources = [], to = '' } = process.steps[step] ?? {}
    for (const from of sources) {
      const same = edges.find(edge => edge.from === from && edge.to === to)
      if (same) same.steps.push(step)
      else edges.push({ from, to, steps: [step] })
    }
  }
  return edges
}

/** Rank by the fewest steps from the start; an end stands below all that lead to it. Column 0 is the spine. */
function placesOf(process: Process): Map<string, Place> {
  const edges = edgesOf(process)
  const rank = new Map<string, number>([[process.first, 0]])
  const parent = new Map<string, string>()
  for (const [state, own] of rank) {
    for (const { to } of edges.filter(edge => edge.from === state && !rank.has(edge.to))) {
      rank.set(to, own + 1)
      parent.set(to, state)
    }
  }
  for (const end of process.ends) {
    const above = edges.filter(edge => edge.to === end).map(edge => rank.get(edge.from) ?? 0)
    if (rank.has(end)) rank.set(end, Math.max(...above) + 1)
  }
  const spine = new Set<string>()
  for (let state: string | undefined = process.ends.find(end => rank.has(end)); state !== undefined; state = parent.get(state))
    spine.add(state)
  const used = new Map<number, number>()
  const places = new Map<string, Place>()
  for (const state of Object.keys(process.states)) {
    const own = rank.get(state)
    if (own === undefined) continue
    const column = spine.has(state) ? 0 : (used.get(own) ?? 0) + 1
    if (column > 0) used.set(own, column)
    places.set(state, { rank: own, column })
  }
  return places
}

/** What one arrow occupies: its ports, its tracks (rows of a gap) and its lane. */
type Route = {
  readonly edge: Edge
  readonly out: Port
  readonly into: Port
  readonly tracks: readonly Track[]
  readonly lane: number | null
  readonly align: Align
}
/**
 * Rows of a gap. Straight arrows have their names in the middle; arrows that turn off below the upper box do so above them, and those
 * that turn off above the lower box below them, the outer ones farther away: so no name stands across another arrow.
 */
type Zone = 'upper' | 'middle' | 'lower'
type Track = { readonly gap: number; readonly zone: Zone; readonly row: number; readonly count: number }
type Span = readonly [from: number, to: number]
/** Where an arrow meets a box: on which side, and at which x. */
type Port = { readonly side: 'top' | 'bottom'; readonly x: number }

/** Gives every arrow its ports, rows and lane, first come, first served; then the gaps are as high as their rows. */
class Router {
  private readonly places: ReadonlyMap<string, Place>
  private readonly sizes: Sizes
  private readonly routes: Route[] = []
  private readonly slots = new Map<string, Set<number>>()
  private readonly rows = new Map<string, Span[][]>()
  private readonly lanes = { left: [] as Span[][], right: [] as Span[][] }
  private readonly ranks: number
  private readonly rightEdge: number
  private readonly laneStart: number

  constructor(places: ReadonlyMap<string, Place>, sizes: Sizes) {
    this.places = places
    this.sizes = sizes
    this.laneStart = Math.max(0, sizes.labelWidthMax - sizes.boxWidth / 2 + slotWidth)
    this.ranks = Math.max(...[...places.values()].map(place => place.rank)) + 1
    this.rightEdge = Math.max(...[...places.values()].map(place => this.middle(place.column))) + sizes.boxWidth / 2
  }

  /** How far an arrow goes: short ones are laid first and get the straight ways. */
  reach({ from, to }: Edge): number {
    const [a, b] = [this.place(from), this.place(to)]
    return Math.abs(b.rank - a.rank) * 100 + Math.abs(b.column - a.column) * 10 + (b.rank < a.rank ? 1 : 0)
  }

  add(edge: Edge): void {
    const [a, b] = [this.place(edge.from), this.place(edge.to)]
    const down = b.rank > a.rank
    const side = b.rank === a.rank || down ? 'bottom' : 'top'
    const sideInto = b.rank === a.rank || !down ? 'bottom' : 'top'
    const straight = Math.abs(b.rank - a.rank) === 1
    const lane =
      straight || a.rank === b.rank ? null : this.takeLane(down ? 'right' : 'left', [Math.min(a.rank, b.rank), Math.max(a.rank, b.rank)])
    const [xa, xb] = [this.middle(a.column), this.middle(b.column)]
    const wish = lane === null ? Math.sign(xb - xa) : Math.sign(lane - xa)
    const back = straight && !down && xa === xb ? -1 : 0
    const out = { side, x: this.takeSlot(edge.from, side, wish + back) } as const
    const wishInto = lane === null ? Math.sign(xa - xb) : Math.sign(lane - xb)
    const into = { side: sideInto, x: this.takeSlot(edge.to, sideInto, wishInto + back) } as const
    const gapOut = side === 'bottom' ? a.rank : a.rank - 1
    const gapInto = sideInto === 'top' ? b.rank - 1 : b.rank
    const width = this.sizes.labelWidth(edge.steps)
    const count = edge.steps.length
    if (lane === null && straight && out.x === into.x) {
      const span: Span = down ? [out.x, out.x + width] : [out.x - width, out.x]
      this.routes.push({ edge, out, into, tracks: [this.takeRows(gapOut, 'middle', span, count)], lane, align: down ? 'start' : 'end' })
      return
    }
    const zoneOf = (end: Port['side']): Zone => (lane === null || end === 'bottom' ? 'upper' : 'lower')
    const first = this.takeRows(gapOut, zoneOf(side), withLabel(out.x, lane ?? into.x, width), count)
    const second = lane === null ? [] : [this.takeRows(gapInto, zoneOf(sideInto), withLabel(lane, into.x, 0), 1)]
    this.routes.push({ edge, out, into, tracks: [first, ...second], lane, align: 'middle' })
  }

  finish(): Omit<Layout, 'loops'> {
    const { boxHeight } = this.sizes
    const rowsOf = (gap: number, zone: Zone) => this.rows.get(`${gap} ${zone}`)?.length ?? 0
    const rowsIn = (gap: number) => rowsOf(gap, 'upper') + rowsOf(gap, 'middle') + rowsOf(gap, 'lower')
    const heightOf = (gap: number) => Math.max(1, rowsIn(gap)) * trackHeight + 2 * gapPadding
    const tops: number[] = [0]
    for (let rank = 1; rank <= this.ranks; rank += 1) tops.push((tops[rank - 1] ?? 0) + boxHeight + heightOf(rank - 1))
    const top = (rank: number) => tops[rank] ?? 0
    const trackY = ({ gap, zone, row, count }: Track) => {
      const upper = rowsOf(gap, 'upper')
      const first = zone === 'upper' ? upper - row - count : zone === 'middle' ? upper + row : upper + rowsOf(gap, 'middle') + row
      return top(gap) + boxHeight + gapPadding + (first + count / 2) * trackHeight
    }
    const portY = (state: string, side: Port['side']) => top(this.place(state).rank) + (side === 'bottom' ? boxHeight : 0)
    const boxes = [...this.places].map(([state, { rank, column }]) => ({ state, x: this.middle(column), y: top(rank) + boxHeight / 2 }))
    const arrows = this.routes.map(({ edge, out, into, tracks, lane, align }): Arrow => {
      const [y1 = 0, y2 = 0] = tracks.map(trackY)
      const start: Point = [out.x, portY(edge.from, out.side)]
      const end: Point = [into.x, portY(edge.to, into.side)]
      const viaLane = (x: number): Point[] => [[out.x, y1], [x, y1], [x, y2], [into.x, y2]] // biome-ignore format: see the corners
      const corners: Point[] = lane === null ? [[out.x, y1], [into.x, y1]] : viaLane(lane) // biome-ignore format: see the corners
      return { ...edge, points: [start, ...corners, end], label: [(out.x + (lane ?? into.x)) / 2, y1], align }
    })
    const reach = arrows.flatMap(({ label: [x], steps, align }) => {
      const width = this.sizes.labelWidth(steps) + 8
      return align === 'middle' ? [x - width / 2, x + width / 2] : [align === 'end' ? x - width : x + width]
    })
    const lanes = arrows.flatMap(({ points }) => points.map(([x]) => x))
    const below = rowsIn(this.ranks - 1) > 0 ? heightOf(this.ranks - 1) : 0
    return {
      boxes,
      arrows,
      left: Math.min(-this.sizes.boxWidth / 2, ...reach, ...lanes),
      right: Math.max(this.rightEdge + this.loopRoom(), ...reach, ...lanes),
      height: top(this.ranks - 1) + boxHeight + below,
    }
  }

  /** Beside the outermost boxes: where the names of their loops stand. */
  private loopRoom(): number {
    return Math.max(this.sizes.columnGap - 40, 0)
  }

  private place(state: string): Place {
    const place = this.places.get(state)
    if (!place) throw new Error(`The state ${state} has no place in the chart`)
    return place
  }

  private middle(column: number): number {
    return column * (this.sizes.boxWidth + this.sizes.columnGap)
  }

  /** The nearest free port in the wished direction: 0 is the middle, -1 and less to the left, 1 and more to the right. */
  private takeSlot(state: string, side: Port['side'], wish: number): number {
    const key = `${state} ${side}`
    const taken = this.slots.get(key) ?? new Set<number>()
    const direction = wish < 0 ? -1 : 1
    let slot = wish
    while (taken.has(slot)) slot += direction
    this.slots.set(key, taken.add(slot))
    const most = this.sizes.boxWidth / 2 - 10
    return this.middle(this.place(state).column) + Math.max(-most, Math.min(most, slot * slotWidth))
  }

  /** The first rows of a zone in which the span is free; several when several names stand below each other. */
  private takeRows(gap: number, zone: Zone, span: Span, count: number): Track {
    const rows = this.rows.get(`${gap} ${zone}`) ?? []
    this.rows.set(`${gap} ${zone}`, rows)
    let row = 0
    while (rows.slice(row, row + count).some(taken => !isFree(taken, span))) row += 1
    for (let index = row; index < row + count; index += 1) rows[index] = [...(rows[index] ?? []), span]
    return { gap, zone, row, count }
  }

  private takeLane(side: 'left' | 'right', span: Span): number {
    const lanes = this.lanes[side]
    let lane = 0
    while (!isFree(lanes[lane] ?? [], span)) lane += 1
    lanes[lane] = [...(lanes[lane] ?? []), span]
    const distance = this.laneStart + (lane + 1) * laneWidth
    return side === 'left' ? -this.sizes.boxWidth / 2 - distance : this.rightEdge + this.loopRoom() + distance
  }
}

/** The span from one x to another, wide enough for a label in its middle. */
function withLabel(a: number, b: number, width: number): Span {
  const middle = (a + b) / 2
  return [Math.min(a, b, middle - width / 2), Math.max(a, b, middle + width / 2)]
}

const isFree = (taken: readonly Span[], [from, to]: Span): boolean => taken.every(([a, b]) => to + 10 < a || from - 10 > b)
