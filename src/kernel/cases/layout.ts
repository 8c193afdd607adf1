import { type Process, stepNames } from './process.ts'

/** Geometry of a flowchart, in pixels: states in ranks from top to bottom, arrows in the gaps between ranks and in lanes at the sides. */
export type Point = readonly [x: number, y: number]
export type Box = { readonly state: string; readonly x: number; readonly y: number }
/** `points`: the corners from the source's edge to the target's; `label`: the middle of the step's name. */
export type Arrow = {
  readonly steps: readonly string[]
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
  readonly label: Point
}
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

/** What one arrow occupies: its ports, its tracks (a row of a gap each) and its lane. */
type Route = {
  readonly edge: Edge
  readonly out: Port
  readonly into: Port
  readonly tracks: { readonly gap: number; readonly row: number }[]
  readonly lane: number | null
}
/** Where an arrow meets a box: on which side, and at which x. */
type Port = { readonly side: 'top' | 'bottom'; readonly x: number }

/** Gives every arrow its ports, rows and lane, first come, first served; then the gaps are as high as their rows. */
class Router {
  private readonly places: ReadonlyMap<string, Place>
  private readonly sizes: Sizes
  private readonly routes: Route[] = []
  private readonly slots = new Map<string, Set<number>>()
  private readonly rows = new Map<number, [number, number][][]>()
  private readonly lanes = { left: [] as [number, number][][], right: [] as [number, number][][] }
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
    const tracks =
      lane === null
        ? [this.takeRow(gapOut, withLabel(out.x, into.x, width), edge.steps.length)]
        : [
            this.takeRow(gapOut, withLabel(out.x, lane, width), edge.steps.length),
            this.takeRow(gapInto, [Math.min(lane, into.x), Math.max(lane, into.x)], 1),
          ]
    this.routes.push({ edge, out, into, tracks, lane })
  }

  finish(): Omit<Layout, 'loops'> {
    const tops: number[] = [0]
    const heightOf = (gap: number) => Math.max(1, this.rows.get(gap)?.length ?? 1) * trackHeight + 2 * gapPadding
    for (let rank = 1; rank <= this.ranks; rank += 1) tops.push((tops[rank - 1] ?? 0) + this.sizes.boxHeight + heightOf(rank - 1))
    const top = (rank: number) => tops[rank] ?? 0
    const rowY = ({ gap, row }: Route['tracks'][number]) => top(gap) + this.sizes.boxHeight + gapPadding + (row + 0.5) * trackHeight
    const portY = (state: string, side: Port['side']) => top(this.place(state).rank) + (side === 'bottom' ? this.sizes.boxHeight : 0)
    const boxes = [...this.places].map(([state, { rank, column }]) => ({
      state,
      x: this.middle(column),
      y: top(rank) + this.sizes.boxHeight / 2,
    }))
    const arrows = this.routes.map(({ edge, out, into, tracks, lane }): Arrow => {
      const [y1 = 0, y2 = 0] = tracks.map(rowY)
      const start: Point = [out.x, portY(edge.from, out.side)]
      const end: Point = [into.x, portY(edge.to, into.side)]
      const turn = lane ?? into.x
      const middle: Point[] =
        lane === null
          ? [
              [out.x, y1],
              [into.x, y1],
            ]
          : [
              [out.x, y1],
              [lane, y1],
              [lane, y2],
              [into.x, y2],
            ]
      return { ...edge, points: [start, ...middle, end], label: [(out.x + turn) / 2, y1 + ((edge.steps.length - 1) * trackHeight) / 2] }
    })
    const loops = this.sizes.columnGap - 40
    const lanesWidth = (side: 'left' | 'right') =>
      this.lanes[side].length > 0 ? this.laneStart + (this.lanes[side].length + 1) * laneWidth : 0
    const left = -this.sizes.boxWidth / 2 - lanesWidth('left')
    const right = this.rightEdge + Math.max(loops, 0) + lanesWidth('right')
    const reachOf = arrows.map(arrow => [arrow.label[0], this.sizes.labelWidth(arrow.steps) / 2 + 8] as const)
    const below = this.rows.has(this.ranks - 1) ? heightOf(this.ranks - 1) : 0
    return {
      boxes,
      arrows,
      left: Math.min(left, ...reachOf.map(([x, half]) => x - half)),
      right: Math.max(right, ...reachOf.map(([x, half]) => x + half)),
      height: top(this.ranks - 1) + this.sizes.boxHeight + below,
    }
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

  /** The first row of a gap in which the span is free; `count` rows when several labels stand below each other. */
  private takeRow(gap: number, span: [number, number], count: number): { gap: number; row: number } {
    const rows = this.rows.get(gap) ?? []
    this.rows.set(gap, rows)
    let row = 0
    while (!Array.from({ length: count }, (_, index) => rows[row + index] ?? []).every(taken => isFree(taken, span))) row += 1
    for (let index = row; index < row + count; index += 1) {
      const taken = rows[index] ?? []
      rows[index] = [...taken, span]
    }
    return { gap, row }
  }

  private takeLane(side: 'left' | 'right', span: [number, number]): number {
    const lanes = this.lanes[side]
    let lane = 0
    while (!isFree(lanes[lane] ?? [], span)) lane += 1
    lanes[lane] = [...(lanes[lane] ?? []), span]
    const distance = this.laneStart + (lane + 1) * laneWidth
    return side === 'left' ? -this.sizes.boxWidth / 2 - distance : this.rightEdge + Math.max(this.sizes.columnGap - 40, 0) + distance
  }
}

/** The span from one x to another, wide enough for a label in its middle. */
function withLabel(a: number, b: number, width: number): [number, number] {
  const middle = (a + b) / 2
  return [Math.min(a, b, middle - width / 2), Math.max(a, b, middle + width / 2)]
}

const isFree = (taken: readonly [number, number][], [from, to]: [number, number]): boolean =>
  taken.every(([a, b]) => to + 10 < a || from - 10 > b)
