import { Command } from 'commander';
import { tenantHeader } from '../access/authenticate';
import { developmentIssuer } from '../access/personas';
import { createPool } from '../database/pool';
import { countLogins, createTenant } from '../features/accounts/create-tenant';
import { createLog } from '../log';
import { migrateDatabase } from '../process/prepare';
import { asOwner } from './owner';

interface Options {
  subject: string;
  issuer?: string;
  timeZone: string;
}

/** `sanlou create-tenant`: a county of one's own, with someone who may sign in. */
export function createTenantCommand(): Command {
  return new Command('create-tenant')
    .description('create a tenant with its root organization and the account of its first administrator')
    .argument('<code>', 'short and lasting, as fengjie: lower-case letters, digits and hyphens')
    .argument('<name>', 'for people, as 奉节县')
    .requiredOption('--subject <sub>', 'whom the tokens of the administrator name: their claim `sub`')
    .option('--issuer <url>', 'who issues them: their claim `iss` (default: OIDC_ISSUER, else development tokens)')
    .option('--time-zone <name>', 'in which the days of the tenant are counted', 'Asia/Shanghai')
    .action(create);
}

function create(code: string, name: string, { subject, issuer, timeZone }: Options): Promise<void> {
  return asOwner(async (ownerUrl, config) => {
    await migrateDatabase(ownerUrl);
    const pool = createPool(ownerUrl, createLog(config.logLevel));
    const administrator = { name: subject, issuer: issuer ?? config.oidc?.issuer ?? developmentIssuer, subject };
    try {
      await createTenant({ pool }, { code, name: name.normalize('NFC').trim(), timeZone, administrator });
      console.log(`Created ${code} (${name}). ${subject} of ${administrator.issuer} is its first administrator.`);
      if ((await countLogins({ pool }, administrator)) > 1) {
        console.log(
          `${subject} signs in elsewhere too: the request header ${tenantHeader}: ${code} names this tenant.`,
        );
      }
    } catch (error) {
      throw explain(error, code);
    } finally {
      await pool.end();
    }
  });
}

const meanings: Readonly<Record<string, (code: string) => string>> = {
  tenant_code_key: (code) => `There is a tenant ${code} already.`,
  tenant_code_check: (code) => `${code} is no code: lower-case letters, digits and hyphens, at most 63.`,
  organization_name_check: () => 'A name has 1 to 200 characters.',
};

function explain(error: unknown, code: string): unknown {
  const fault = error as { constraint?: string; code?: string; message: string };
  // As PostgreSQL says it: time zone "Mars" not recognized.
  if (fault.code === '22023') return new Error(fault.message);
  const meaning = meanings[fault.constraint ?? ''];
  return meaning ? new Error(meaning(code)) : error;
}
