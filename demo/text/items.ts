/** Plain items of the portal's duty columns: a frame of the column around the words of its topic. */

import type { Random } from '../random.ts'
import type { Field } from '../units.ts'
import { facts, piece, titled } from './body.ts'
import { type Frame, frames } from './frames.ts'
import type { Base, ItemKind, Piece } from './kinds.ts'
import { createScene } from './scene.ts'
import { topics } from './topics.ts'
import { lines } from './words.ts'

const closings = lines(`
以上信息由{unit}公布，咨询电话{phone}。
有关资料可以在网站{label}栏目查询和下载。
如有更正，{unit}将在原页面注明时间和原因。
{people}对公开内容有意见的，可以通过网站留言。
`)

/** Offices that watch other dangers than the column's own speak of theirs. */
const WATCHES: readonly Field[] = ['disaster', 'weather', 'water', 'forestry']

const fieldFor = (frame: Frame, own: Field): Field => (frame === frames.emergency && WATCHES.includes(own) ? own : (frame.field ?? own))

export function item(kind: ItemKind): (random: Random, context: Base) => Piece {
  const frame = frames[kind]
  return (random, context) => {
    const scene = createScene(random, context, { label: frame.label }, topics[fieldFor(frame, context.unit.field)])
    return piece(
      scene,
      titled(scene, frame.titles),
      [
        { from: ['{today}，{unit}公布{label}栏目{month}月的有关内容，涉及{county}{town}的{thing}和{thing2}。'], count: [1, 1] },
        { from: frame.sentences, count: kind === 'personnel' ? [6, 8] : [3, 5] },
        // A topic's facts tell of its work, which has no place in a list of examinees.
        ...(kind === 'personnel' ? [] : [{ from: facts(scene), count: [1, 3] as const }]),
        { from: closings, count: [1, 2] },
      ],
      [frame.label],
    )
  }
}
