import type { Words } from '../words.ts'
import { type Figure, operandsOf } from './figure.ts'

export type BookedFigure = { readonly figure: Figure; readonly room: string; readonly roomName: Words }

/**
 * All figures of the house, by id. Rooms hand theirs in. Two figures with one id are a fault of the house, and so is one computed
 * from a figure that nobody hands in: its reader could not go on to the records.
 */
export type FigureBook = { readonly all: readonly BookedFigure[]; readonly get: (id: string) => BookedFigure | undefined }

export function figureBook(
  rooms: readonly { readonly name: string; readonly title: Words; readonly figures?: readonly Figure[] }[],
): FigureBook {
  const all = rooms.flatMap(room => (room.figures ?? []).map(figure => ({ figure, room: room.name, roomName: room.title })))
  const byId = new Map(all.map(entry => [entry.figure.id, entry]))
  if (byId.size !== all.length) throw new Error('two figures have one id')
  for (const { figure } of all) {
    const missing = operandsOf(figure).find(operand => byId.get(operand.id)?.figure !== operand)
    if (missing) throw new Error(`${figure.id} is computed from ${missing.id}, which no room hands in`)
  }
  return { all, get: id => byId.get(id) }
}
