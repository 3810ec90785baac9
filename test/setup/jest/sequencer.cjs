// Jest begins with the files that took longest, but knows of none in a fresh clone, and then goes by their size. What would
// be left to run alone at the end, with the other workers idle, begins first.
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const longest = [
  ...['access/oracle', 'access/matrix', 'seeds/large', 'process/lifecycle', 'cli/import-organizations'],
  ...['structure/reorganization/races', 'structure/reorganization/model', 'database/pool-stress', 'access/property'],
  ...['features/people/rotation', 'cli/keys', 'features/accounts/delegation-model'],
].map((name) => path.join(__dirname, '../..', `${name}.test.ts`));

const rank = (test) => (longest.indexOf(test.path) + longest.length + 1) % (longest.length + 1);

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
