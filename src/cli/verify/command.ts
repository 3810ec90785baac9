import { Command } from 'commander';
import { createPool } from '../../database/pool';
import type { Database } from '../../database/session';
import { createLog } from '../../log';
import { findFaults } from '../../process/integrity/find-faults';
import { mendDerived } from '../../process/integrity/mend';
import { listTenants, type KnownTenant } from '../../process/integrity/tenants';
import { asOwner } from '../owner';
import { linesOf, progressOf, summaryOf, type TenantReport } from './report';

interface Options {
  tenant?: string;
  repair?: boolean;
  json?: boolean;
}

/** `sanlou verify`: whether what is derived, and what is told twice, agrees; ends with 1 where it does not. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'compare closure, paths, counts, history and audit chain with what they come from, of every tenant; others may go on writing',
    )
    .option('--tenant <code>', 'only that one')
    .option(
      '--repair',
      'write closure, paths, depths and counts anew where they are wrong; writes of the tenant wait meanwhile',
    )
    .option('--json', 'answer as JSON')
    .action((options: Options) =>
      asOwner(async (ownerUrl, config) => {
        const pool = createPool(ownerUrl, createLog(config.logLevel));
        try {
          await verify({ pool }, options);
        } finally {
          await pool.end();
        }
      }),
    );
}

async function verify(database: Database, { tenant, repair = false, json = false }: Options): Promise<void> {
  const reports: TenantReport[] = [];
  for (const known of await listTenants(database, tenant)) {
    const start = performance.now();
    const report = await verifyTenant(database, known, repair);
    console.error(progressOf(report, performance.now() - start));
    if (!json) linesOf(report).forEach((line) => console.log(line));
    reports.push(report);
  }
  const differs = reports.some(({ found }) => found.length > 0);
  if (json) console.log(JSON.stringify({ tenants: reports }, null, 2));
  else if (!differs) console.log(summaryOf(reports));
  if (differs) process.exitCode = 1;
}

async function verifyTenant(database: Database, { id, code }: KnownTenant, repair: boolean): Promise<TenantReport> {
  const report = { code, ...(await findFaults(database, id)) };
  if (!repair || report.found.length === 0) return report;
  const mended = await mendDerived(database, id);
  return { code, ...(await findFaults(database, id)), mended };
}
