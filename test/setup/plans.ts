import { escapeLiteral } from 'pg';
import { literalOf } from '../../src/database/literal';
import type { Statement } from '../../src/database/session';
import type { World } from './world';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: PlanNode[];
}

/** How a statement got at a table: by which kinds of scan and which indexes, and how many of its rows it looked at. */
export interface Access {
  scans: string[];
  indexes: string[];
  rows: number;
}

/** Runs a statement again as the application, in the tenant, and tells how it got at a table. */
export async function accessTo(
  table: string,
  { pool }: World,
  tenantId: string,
  { text, values }: Statement,
): Promise<Access> {
  const client = await pool.connect();
  try {
    await client.query(`begin read only; set local app.tenant_id = '${tenantId}'`);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (analyze, timing off, format json) ${text}`,
      values,
    );
    const nodes = rows
      .flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan))
      .filter((node) => node['Relation Name'] === table);
    return {
      scans: distinct(nodes.map((node) => node['Node Type'])),
      indexes: distinct(nodes.flatMap(indexesOf)),
      rows: nodes.reduce(
        (sum, node) => sum + node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)),
        0,
      ),
    };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
/** A bitmap is made of the index beneath it. */
const indexesOf = (node: PlanNode): string[] =>
  [node, ...(node['Node Type'] === 'Bitmap Heap Scan' ? nodesOf(node) : [])].flatMap(
    (each) => each['Index Name'] ?? [],
  );
const distinct = (names: readonly string[]) => [...new Set(names)].sort();

/**
 * How a statement gets at tables when a connection has run it often: with the plan that PostgreSQL has settled on for any
 * values, where it has; or joined row by row wherever PostgreSQL can, as it does where it expects few. A join counts the rows
 * that it compared in vain. What writes is planned and not run.
 */
export async function settledAccess(
  { pool }: World,
  tenantId: string,
  { text, values }: Statement,
  joins: 'as planned' | 'row by row',
): Promise<{ table: string; scan: string; rows: number }[]> {
  const client = await pool.connect();
  const literals = values.map(asLiteral);
  const run = `execute settled${literals.length ? `(${literals.join(', ')})` : ''}`;
  const isRead = !/\b(insert into|update|delete from|for (no key )?update|pg_advisory)\b/.test(text);
  try {
    await client.query(`begin; set local app.tenant_id = '${tenantId}'`);
    if (joins === 'row by row') await client.query('set local enable_hashjoin = off; set local enable_mergejoin = off');
    await client.query(`prepare settled as ${text}`);
    if (isRead) for (let times = 0; times < 6; times += 1) await client.query(run);
    const explain = `explain (${isRead ? 'analyze, timing off, ' : ''}format json) ${run}`;
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(explain);
    return rows
      .flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan))
      .flatMap((node) => {
        const { 'Relation Name': table, 'Node Type': scan, 'Actual Loops': loops = 0 } = node;
        const compared = loops * (node['Rows Removed by Join Filter'] ?? 0);
        if (!table) return compared ? [{ table: 'none', scan, rows: compared }] : [];
        const read = loops * ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0));
        return scan === 'ModifyTable' ? [] : [{ table, scan, rows: read }];
      });
  } finally {
    await client.query('rollback');
    await client.query('deallocate settled');
    client.release();
  }
}

/** What the product would send as a parameter, too. */
function asLiteral(value: unknown): string {
  return literalOf(value) ?? escapeLiteral(value instanceof Date ? value.toISOString() : JSON.stringify(value));
}
