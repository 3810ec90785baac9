import path from 'node:path';
import { startStranger } from '../stranger';
import { documents } from './documents';
import { plainOf } from './plain';

/** PostGraphile asks for a newer Node than the product does; the package `node` brings one. */
const node = path.join(__dirname, '../../node_modules/node/bin/node');

export const startPostgraphile = startStranger('postgraphile', '/graphql', {
  node,
  message({ name }, { as, variables }) {
    const own = documents[name.split('-')[0] ?? ''];
    return own && { headers: {}, body: { query: own.document, variables: own.variables(variables, as) } };
  },
  plain: plainOf,
});
