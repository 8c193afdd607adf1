// Who may touch what (ARCHITECTURE.md). Each rule says what to do instead.
const pure = '(law|process|rules|messages|forms|links)'

const forbidden = [
  {
    name: 'no-circle',
    comment: 'Two modules that need each other are one module, or hide a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'rooms-do-not-see-each-other',
    comment: 'Rooms meet through kernel facts, by handover, or by event; promote what the third room needs to the kernel.',
    severity: 'error',
    from: { path: '^src/rooms/([^/]+)/' },
    to: { path: '^src/rooms/', pathNot: '^src/rooms/$1/' },
  },
  {
    name: 'kernel-has-no-pages',
    comment: 'What the kernel knows is shown by office and records.',
    severity: 'error',
    from: { path: '^src/kernel/' },
    to: { path: '^(src/(web|rooms|house|app|main|operat)|demo/|hono)|node_modules/hono/' },
  },
  {
    name: 'web-knows-no-room',
    comment: 'Hand it over through the room’s room.ts.',
    severity: 'error',
    from: { path: '^src/web/' },
    to: { path: '^src/(rooms|house|app|main|db|operat)' },
  },
  {
    name: 'db-is-the-ground',
    comment: 'Nothing below it.',
    severity: 'error',
    from: { path: '^src/db/' },
    to: { path: '^src/(kernel|web|rooms|house|app|main|operat)' },
  },
  {
    name: 'pure-files-stay-pure',
    comment: 'law, process, rules, messages, forms and links touch no database, no web, no clock: pass what they need.',
    severity: 'error',
    from: { path: `^src/rooms/[^/]+/${pure}(\\.ts$|/)`, pathNot: '\\.test\\.tsx?$' },
    to: {
      path: [
        '^src/(db|web)/',
        '^src/kernel/(work|org/(sign-in|setup)|cases/take)',
        'node_modules/(kysely|hono|pg)/',
        `^src/rooms/[^/]+/(commands|queries|jobs|figures|demo|portal|desk|api)`,
      ],
    },
  },
  {
    name: 'commands-and-queries-have-no-web',
    comment: 'Take what you need as input; forms.ts is where a request ends.',
    severity: 'error',
    from: { path: '^src/rooms/[^/]+/(commands|queries|figures|jobs)(\\.ts$|/)' },
    to: { path: '^src/web/|node_modules/hono/' },
  },
  {
    name: 'only-work-and-look-reach-the-database',
    comment: 'A command has work.tx, a query look.db; of db only the generated types may be imported.',
    severity: 'error',
    from: { path: '^src/(rooms|kernel|web)/', pathNot: '\\.test\\.tsx?$' },
    to: { path: '^src/db/', pathNot: '^src/db/tables\\.ts$' },
  },
  {
    name: 'pages-are-pure',
    comment: 'Data in, HTML out: ask a query for the data and a tested function for the decision.',
    severity: 'error',
    from: { path: '^src/rooms/[^/]+/pages/', pathNot: '\\.test\\.tsx?$' },
    to: { path: ['^src/db/', '^src/rooms/[^/]+/(commands|jobs|portal|desk|api|demo)\\.', 'node_modules/(kysely|pg)/'] },
  },
  {
    name: 'pages-take-types-of-queries-only',
    comment: 'Import type from queries.ts; the route calls the query.',
    severity: 'error',
    from: { path: '^src/rooms/[^/]+/pages/', pathNot: '\\.test\\.tsx?$' },
    to: { path: '^src/rooms/[^/]+/queries', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'house-lists-rooms',
    comment: 'house.ts is the list and nothing else.',
    severity: 'error',
    from: { path: '^src/house\\.ts$' },
    to: { path: '^src/', pathNot: '^src/(rooms/[^/]+/room\\.ts|kernel/room\\.ts|web/env\\.ts)$' },
  },
  {
    name: 'islands-are-pure',
    comment: 'Browser code sees pure functions only.',
    severity: 'error',
    from: { path: '^src/(web|rooms/[^/]+)/islands/' },
    to: { path: '^src/(db|kernel/work)|node_modules/(kysely|pg|hono)/' },
  },
  {
    name: 'nothing-imports-the-outer-ring',
    comment:
      'demo/, bench/, scripts/ and test/ may see the house, never the other way; a room’s demo.ts may use the words and the chance of demo/.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['\\.test\\.tsx?$', '^src/main\\.ts$', '^src/house\\.ts$', '^src/rooms/[^/]+/(demo|room)(\\.ts$|/)'] },
    to: { path: '^(demo|bench|scripts|test)/' },
  },
  {
    name: 'a-rooms-demo-uses-words-and-chance',
    comment: 'Only demo/text, chance, times and the types of the city: loading is the business of demo/.',
    severity: 'error',
    from: { path: '^src/rooms/[^/]+/(demo|room)(\\.ts$|/)' },
    to: { path: '^demo/', pathNot: '^demo/(text/|random\\.ts|times\\.ts|city\\.ts|units\\.ts|themes\\.ts|deliver\\.ts)' },
  },
]

// Tests and their fixtures may reach anywhere: they prove the boundaries from outside.
const outside = '\\.(test|fixture)\\.tsx?$'
const withoutTests = forbidden.map(rule => ({ ...rule, from: { ...rule.from, pathNot: [rule.from.pathNot ?? [], outside].flat() } }))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: withoutTests,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
