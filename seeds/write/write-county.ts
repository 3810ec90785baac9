import type { Client } from 'pg';
import { developmentIssuer } from '../../src/access/personas';
import { closureLoad } from '../../src/database/closure';
import { levelPresets } from '../../src/features/organizations/level-presets';
import { keepSecret, type SecretField } from '../../src/features/people/secret-columns';
import type { County } from '../county';
import { closureRows } from '../tree';
import { copyRows } from './copy';

/** Writes a county within the caller's transaction, which has named the tenant. */
export async function writeCounty(client: Client, county: County): Promise<void> {
  await writeTenant(client, county);
  await uncounted(client, async () => {
    await writeTree(client, county);
    await writeGrids(client, county);
    await writePeople(client, county);
  });
  await writePosts(client, county);
  await writeAccounts(client, county);
  // What triggers wrote is looked at here, what was copied has been: the first queries would be planned for empty tables.
  await client.query('analyze organization_version, membership_version, grid_version');
  await client.query('select rebuild_counts($1, now())', [county.id]);
  await client.query('analyze organization_count, count_delta');
}

/** Nothing is counted row by row; until the end of the transaction nobody else writes those tables. */
async function uncounted(client: Client, work: () => Promise<void>): Promise<void> {
  const counted = ['organization', 'grid', 'membership'];
  for (const table of counted) await client.query(`alter table ${table} disable trigger ${table}_counted`);
  await work();
  for (const table of counted) await client.query(`alter table ${table} enable trigger ${table}_counted`);
}

async function writeTenant(client: Client, { id, code, name }: County): Promise<void> {
  await client.query('insert into tenant (id, code, name) values ($1, $2, $3)', [id, code, name]);
  await client.query(
    `insert into organization_level (tenant_id, rank, code, name, child_ranks)
     select $1, rank, code, name, "childRanks"
     from jsonb_to_recordset($2) as l (rank smallint, code text, name text, "childRanks" smallint[])`,
    [id, JSON.stringify(levelPresets['three-storey'])],
  );
}

async function writeTree(client: Client, { id: tenantId, organizations }: County): Promise<void> {
  await copyRows(
    client,
    'organization',
    [
      ...['tenant_id', 'id', 'parent_id', 'level_rank', 'kind', 'name', 'short_name', 'sort_order'],
      ...['external_reference', 'area_code', 'search_terms', 'path', 'depth', 'established_on'],
    ],
    organizations.map((each) => [
      ...[tenantId, each.id, each.parent?.id ?? null, each.rank, each.kind, each.name, each.shortName, each.sortOrder],
      ...[each.externalReference, each.areaCode, each.searchTerms, each.path, each.depth, each.establishedOn],
    ]),
  );
  await copyRows(
    client,
    closureLoad.table,
    closureLoad.columns,
    [...closureRows(organizations)].map((row) => [tenantId, ...row]),
  );
}

async function writeGrids(client: Client, { id: tenantId, grids }: County): Promise<void> {
  await copyRows(
    client,
    'grid',
    ['tenant_id', 'id', 'organization_id', 'name', 'code'],
    grids.map(({ id, organizationId, name, code }) => [tenantId, id, organizationId, name, code]),
  );
  await copyRows(
    client,
    'grid_building_group',
    ['tenant_id', 'organization_id', 'grid_id'],
    grids.flatMap(({ id, covers }) => covers.map((building) => [tenantId, building.id, id])),
  );
}

async function writePeople(client: Client, { id: tenantId, people, memberships }: County): Promise<void> {
  const kept = (field: SecretField, text: string) => {
    const { sealed, hash } = keepSecret(String(tenantId), field, text);
    return [sealed, `\\x${hash.toString('hex')}`];
  };
  await copyRows(
    client,
    'person',
    [
      ...['tenant_id', 'id', 'organization_id', 'name', 'pinyin', 'external_reference'],
      ...['phone', 'phone_hash', 'identity_number', 'identity_number_hash'],
    ],
    people.map((each) => [
      ...[tenantId, each.id, each.organizationId, each.name, each.pinyin, each.externalReference],
      ...kept('phone', each.phone),
      ...kept('identityNumber', each.identityNumber),
    ]),
  );
  await copyRows(
    client,
    'membership',
    [
      'tenant_id',
      'id',
      'person_id',
      'organization_id',
      'status',
      'status_since',
      'started_on',
      'ended_on',
      'end_reason',
    ],
    memberships.map((each) => [
      ...[tenantId, each.id, each.personId, each.organizationId, each.status, each.startedOn, each.startedOn],
      ...[each.endedOn, each.endReason],
    ]),
  );
}

async function writePosts(client: Client, { id: tenantId, posts, appointments }: County): Promise<void> {
  await copyRows(
    client,
    'post',
    ['tenant_id', 'id', 'organization_id', 'grid_id', 'kind', 'maximum_holders', 'term_months'],
    posts.map((each) => [
      ...[tenantId, each.id, each.organizationId, each.gridId, each.kind, each.maximumHolders, each.termMonths],
    ]),
  );
  await copyRows(
    client,
    'appointment',
    ['tenant_id', 'id', 'post_id', 'person_id', 'started_on', 'how'],
    appointments.map(({ id, postId, personId, startedOn, how }) => [tenantId, id, postId, personId, startedOn, how]),
  );
}

async function writeAccounts(client: Client, { id: tenantId, accounts, firstIds }: County): Promise<void> {
  const numbered = accounts.map((account, index) => ({ ...account, id: firstIds.account + index }));
  await copyRows(
    client,
    'account',
    ['tenant_id', 'id', 'name', 'organization_id'],
    numbered.map(({ id, name, home }) => [tenantId, id, name, home.id]),
  );
  const signingIn = numbered.filter(({ signsIn }) => signsIn);
  await copyRows(
    client,
    'login',
    ['issuer', 'subject', 'name', 'tenant_id', 'account_id'],
    signingIn.map(({ id, name }) => [developmentIssuer, name, name, tenantId, id]),
  );
  const grants = numbered.flatMap((account) => account.grants.map((grant) => ({ ...grant, accountId: account.id })));
  await copyRows(
    client,
    'role_grant',
    ['tenant_id', 'id', 'account_id', 'role', 'organization_id', 'grid_id', 'starts_on'],
    grants.map(({ accountId, role, at, grid }, index) => [
      ...[tenantId, firstIds.grant + index, accountId, role, at.id, grid?.id ?? null, '2020-01-01'],
    ]),
  );
}
