/** Posts and their holders. Every person is made up and masked: a surname and 某, as the law's own examples do. */
import type { Random } from './random.ts'
import type { Unit } from './units.ts'

/** The chain of review: nobody signs what he wrote, and secrecy is looked at by somebody else than the section's head. */
export type Role = 'clerk' | 'reviewer' | 'secrecy' | 'signer'

export type Person = {
  /** `city.education/clerk-1`. */
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly role: Role
  readonly post: string
}

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]

const POSTS: Record<Role, readonly string[]> = {
  clerk: ['信息员', '承办人'],
  reviewer: ['科室负责人'],
  secrecy: ['保密审查员'],
  signer: ['分管领导'],
}
const TOWN_POSTS: Record<Role, readonly string[]> = { ...POSTS, reviewer: ['党政办负责人'] }

/** The city's and counties' own governments act through their offices and have no posts of their own. */
export function people(units: readonly Unit[], random: Random): Person[] {
  const roles: readonly Role[] = ['clerk', 'reviewer', 'secrecy', 'signer']
  return units
    .filter(({ type }) => type !== 'government')
    .flatMap(unit => {
      const chance = random.fork(unit.key)
      // Different surnames inside one unit: two masked 王某 in one chain of review could not be told apart.
      const surnames = chance.shuffle(SURNAMES)
      const clerks = unit.type === 'office' ? 4 : unit.level === 'city' ? 3 : 2
      const count: Record<Role, number> = { clerk: clerks, reviewer: unit.level === 'city' ? 2 : 1, secrecy: 1, signer: 1 }
      const posts = unit.level === 'town' ? TOWN_POSTS : POSTS
      return roles.flatMap(role =>
        Array.from({ length: count[role] }, (_, index): Person => {
          const titles = posts[role]
          const post = titles[index % titles.length] ?? role
          const name = `${surnames.pop() ?? '某'}${chance.chance(0.6) ? '某某' : '某'}`
          return { key: `${unit.key}/${role}-${index + 1}`, name, unit: unit.key, role, post }
        }),
      )
    })
}
