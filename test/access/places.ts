import { developmentIssuer } from '../../src/access/personas';
import { Role } from '../../src/access/permission';
import type { Caller } from '../setup/api';
import { giveSecrets } from '../setup/secrets';
import { gid, type TestOrganization, type TestTenant } from '../setup/tenant';
import type { World } from '../setup/world';
import type { Asker, Place } from './expectation';
import { layOutApiKey } from './probes-api-keys';
import { layOutDelegation } from './probes-accounts';

/** The ids of one node of every type that lie at a place, and what else operations name of it. */
export interface Nodes {
  ids: Readonly<Record<string, string>>;
  organizationReference: string;
  areaCode: string;
  personReference: string;
  accountName: string;
  phone: string;
  identityNumber: string;
  levelBeneath: string;
  /** What stands directly above, and directly beneath. */
  parentId: string;
  childId: string;
}

export interface Ground {
  tenant: TestTenant;
  own: TestOrganization;
  other: TestTenant;
  nodes: Readonly<Record<Place, Nodes>>;
  callers: ReadonlyMap<Asker, Caller>;
}

const levelBeneath: Readonly<Record<string, string>> = {
  STREET: 'COMMUNITY',
  COMMUNITY: 'BRANCH',
  BRANCH: 'BUILDING_GROUP',
};

const areaCodes: Readonly<Record<Place, string>> = {
  above: '500236001000',
  own: '500236001001',
  beside: '500236001002',
  beneath: '500236001003',
  elsewhere: '500237001000',
};

const secretsOf: Readonly<Record<Place, { phone: string; identityNumber: string }>> = {
  above: { phone: '13800000001', identityNumber: '110105194912310011' },
  own: { phone: '13800000002', identityNumber: '11010519491231002X' },
  beside: { phone: '13800000003', identityNumber: '110105194912310038' },
  beneath: { phone: '13800000004', identityNumber: '110105194912310046' },
  elsewhere: { phone: '13800000005', identityNumber: '110105194912310054' },
};

/** Two counties with something of everything at every place, and one asker of every kind at `own`. */
export async function layOut(world: World): Promise<Ground> {
  const tenant = await world.tenant();
  const above = await tenant.add(tenant.root, { externalReference: 'above', areaCode: areaCodes.above });
  const own = await tenant.add(above, { externalReference: 'own', areaCode: areaCodes.own });
  const beside = await tenant.add(above, { externalReference: 'beside', areaCode: areaCodes.beside });
  const beneath = await tenant.add(own, { externalReference: 'beneath', areaCode: areaCodes.beneath });
  const other = await world.tenant();
  const elsewhere = await other.add(other.root, { externalReference: 'elsewhere', areaCode: areaCodes.elsewhere });

  const nodes = {
    own: await furnish(tenant, own, 'own', above),
    beneath: await furnish(tenant, beneath, 'beneath', own),
    beside: await furnish(tenant, beside, 'beside', above),
    above: await furnish(tenant, above, 'above', tenant.root),
    elsewhere: await furnish(other, elsewhere, 'elsewhere', other.root),
  };
  const callers = new Map<Asker, Caller>();
  for (const role of Object.values(Role)) callers.set(role, (await tenant.actor({ role, at: own })).call);
  callers.set('NO_GRANT', (await tenant.actor()).call);
  callers.set('OPERATOR', await operator(world));
  callers.set('NOBODY', world.caller());
  return { tenant, own, other, nodes, callers };
}

async function furnish(
  tenant: TestTenant,
  at: TestOrganization,
  reference: Place,
  parent: TestOrganization,
): Promise<Nodes> {
  const member = await tenant.member({ in: at, personReference: `person-${reference}` });
  const secrets = secretsOf[reference];
  await giveSecrets(tenant, member.person, secrets);
  const account = await tenant.actor([], at);
  const grant = await tenant.grant(account.id, { role: 'VIEWER', at, startsOn: '2020-01-01', endsOn: '2020-02-01' });
  await tenant.temporaryAccess(account.id, { role: 'VIEWER', at });
  const child = await tenant.add(at);
  const grid = await tenant.grid(at, [child]);
  const post = await tenant.post(at, { grid });
  await breakRules(tenant, at);
  const abolished = await tenant.post(at, { abolishedOn: '2020-01-01' });
  const appointment = await tenant.appointment(post, member.person);
  const [entry] = await tenant.rows<{ id: string }>(
    `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id)
     values ($1, $2, 'laid out', 'organization.created', 'Organization', $3, $3) returning id`,
    [tenant.id, account.id, at.id],
  );
  const author = await tenant.actor([], at);
  await layOutDelegation(tenant, at, { account, author, grant, person: member.person });
  const [reorganization] = await tenant.rows<{ id: string }>(
    `insert into reorganization (tenant_id, organization_id, name, effective_on, state, author_id, approved_by)
     values ($1, $2, 'plan', '2999-01-01', 'APPROVED', $3, $4) returning id`,
    [tenant.id, at.id, author.id, account.id],
  );
  return {
    ids: {
      Organization: at.gid,
      Person: member.person.gid,
      Membership: member.gid,
      Grid: grid.gid,
      Post: post.gid,
      AbolishedPost: abolished.gid,
      Appointment: appointment.gid,
      Account: account.gid,
      ApiKey: await layOutApiKey(tenant, account, at),
      Grant: grant.gid,
      AuditEntry: gid('AuditEntry', entry?.id ?? ''),
      Reorganization: gid('Reorganization', reorganization?.id ?? ''),
    },
    organizationReference: reference,
    areaCode: areaCodes[reference],
    personReference: `person-${reference}`,
    accountName: account.name,
    ...secrets,
    levelBeneath: levelBeneath[at.level] ?? '',
    parentId: parent.gid,
    childId: child.gid,
  };
}

/** A row of everything that `Organization.coverage` lists, but for a branch: the place has too few members itself. */
async function breakRules(tenant: TestTenant, at: TestOrganization): Promise<void> {
  await tenant.grid(await tenant.add(at, { dissolvedOn: '2020-01-01' }));
  await tenant.member({ in: await tenant.add(at) });
  await tenant.post(at);
}

async function operator(world: World): Promise<Caller> {
  await world.owner.query(`insert into login (issuer, subject, name) values ($1, 'operator', 'operator')`, [
    developmentIssuer,
  ]);
  return world.caller(await world.keys.sign('operator'));
}
