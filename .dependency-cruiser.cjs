// Which part may import which. Both lists run from left to right, and imports go only to the left.

/** The rooms of src/. */
const rooms = [
  { name: 'roots', path: '^src/(?!app[.]|main[.]|cli[.])[^/]+[.]ts$' },
  { name: 'database', path: '^src/database/' },
  { name: 'access', path: '^src/access/' },
  { name: 'graphql', path: '^src/graphql/' },
  // ormconfig.ts lists the entities of all features, and so stands beside them.
  { name: 'features', path: '^(src/features/|ormconfig[.]ts$)' },
  { name: 'app', path: '^src/(http/|app[.]ts$)' },
  { name: 'processes', path: '^src/(main[.]ts$|cli[.]ts$|cli/|process/)' },
];

/** The folders of src/features/. Those of one group may not import each other either. */
const features = [
  ['tenants'],
  ['organizations'],
  ['accounts'],
  ['grids', 'people'],
  ['memberships'],
  ['posts'],
  ['reorganizations'],
  ['contests', 'service-requests', 'visits', 'campaigns', 'funds', 'activities', 'standards', 'notice-board'],
  ['access-explained', 'audit', 'coverage', 'dashboards', 'imports', 'personal-data', 'webhooks'],
  ['fast-path'],
];

const allRooms = rooms.map(({ path }) => path);
const folders = (groups) => `^src/features/(${groups.flat().join('|')})/`;

const betweenRooms = rooms.slice(0, -1).map(({ name, path }, index) => ({
  name: `${name}-import-to-the-left`,
  severity: 'error',
  from: { path },
  to: { path: allRooms.slice(index + 1), pathNot: path },
}));

const betweenFeatures = features.flatMap((group, index) => [
  {
    name: `${group[0]}-group-imports-to-the-left`,
    severity: 'error',
    from: { path: folders(group) },
    to: { path: features[index + 1] ? folders(features.slice(index + 1)) : '^$' },
  },
  {
    name: `${group[0]}-group-stands-apart`,
    severity: 'error',
    from: { path: folders(group) },
    to: { path: folders(group), pathNot: '^src/features/$1/' },
  },
]);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...betweenRooms,
    ...betweenFeatures,
    {
      name: 'room-has-a-place',
      comment: 'A new folder of src/ needs a place in the list of rooms.',
      severity: 'error',
      from: { path: '^src/', pathNot: allRooms },
      to: {},
    },
    {
      name: 'feature-has-a-place',
      comment: 'A new folder of src/features/ needs a place in the list of features; index.ts alone stands above them.',
      severity: 'error',
      from: { path: '^src/features/', pathNot: [folders(features), '^src/features/index[.]ts$'] },
      to: {},
    },
    {
      name: 'features-are-listed-for-the-app',
      comment: 'A feature that needs the list of all features would close a circle.',
      severity: 'error',
      from: { path: '^src/features/.+/' },
      to: { path: '^src/features/index[.]ts$' },
    },
    {
      name: 'seeds-are-for-processes',
      severity: 'error',
      from: { path: ['^src/', '^ormconfig[.]ts$'], pathNot: '^src/(main[.]ts$|cli[.]ts$|cli/|process/)' },
      to: { path: '^seeds/' },
    },
    {
      name: 'product-stands-alone',
      severity: 'error',
      from: { path: ['^src/', '^seeds/', '^ormconfig[.]ts$'] },
      to: { path: '^(test|bench|web|dist|[.]ci)/' },
    },
    {
      name: 'no-development-package',
      severity: 'error',
      from: { path: ['^src/', '^seeds/', '^ormconfig[.]ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, pathNot: ['^src/(main|cli)[.]ts$', '^src/database/migrations/', '^ormconfig[.]ts$'] },
      to: {},
    },
  ],
  options: {
    // An import of types alone counts too: it is an import that a reader has to follow.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
