import { developmentIssuer } from '../../src/access/personas';
import { Role } from '../../src/access/permission';
import { giveSecrets } from '../setup/secrets';
import { gid, type TestOrganization, type TestTenant } from '../setup/tenant';
import type { World } from '../setup/world';
import { layOutApiKey } from './probes-api-keys';
import { layOutDelegation } from './probes-accounts';
import { situations, type Asker, type Place, type Situation } from './expectation';

/** The ids of one node of every type that lie at a place, and what else operations name of it. */
export interface Nodes {
  ids: Readonly<Record<string, string>>;
  /** Texts by which something there is known. */
  texts: Readonly<Record<string, string>>;
  organizationReference: string;
  personReference: string;
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
  askers: readonly { asker: Asker; token: string | undefined }[];
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
  dissolved: '500236001004',
  'other grid': '500236001005',
  elsewhere: '500237001000',
};

const secretsOf: Readonly<Record<Place, { phone: string; identityNumber: string }>> = {
  above: { phone: '13800000001', identityNumber: '110105194912310011' },
  own: { phone: '13800000002', identityNumber: '11010519491231002X' },
  beside: { phone: '13800000003', identityNumber: '110105194912310038' },
  beneath: { phone: '13800000004', identityNumber: '110105194912310046' },
  elsewhere: { phone: '13800000005', identityNumber: '110105194912310054' },
  dissolved: { phone: '13800000006', identityNumber: '110105194912310062' },
  'other grid': { phone: '13800000007', identityNumber: '110105194912310070' },
};

/** Two counties with something of everything at every place, and one asker of every kind at `own`. */
export async function layOut(world: World): Promise<Ground> {
  const tenant = await world.tenant();
  const place = (parent: TestOrganization, reference: Place, facts = {}) =>
    tenant.add(parent, { externalReference: reference, areaCode: areaCodes[reference], ...facts });
  const above = await place(tenant.root, 'above');
  const own = await place(above, 'own');
  const beside = await place(above, 'beside');
  const beneath = await place(own, 'beneath');
  const dissolved = await place(own, 'dissolved', { dissolvedOn: '2021-01-01' });
  const otherGrid = await place(own, 'other grid');
  const other = await world.tenant();
  const elsewhere = await other.add(other.root, { externalReference: 'elsewhere', areaCode: areaCodes.elsewhere });

  const nodes = {
    own: await furnish(tenant, own, 'own', above),
    beneath: await furnish(tenant, beneath, 'beneath', own),
    dissolved: await furnish(tenant, dissolved, 'dissolved', own),
    'other grid': await furnish(tenant, otherGrid, 'other grid', own),
    beside: await furnish(tenant, beside, 'beside', above),
    above: await furnish(tenant, above, 'above', tenant.root),
    elsewhere: await furnish(other, elsewhere, 'elsewhere', other.root),
  };
  const grid = await tenant.grid(own, [beneath]);
  await tenant.grid(own, [otherGrid]);
  const askers = [];
  for (const who of Object.values(Role)) {
    for (const situation of situations) {
      if (situation === 'in a grid' && who !== Role.GRID_WORKER) continue;
      askers.push({ asker: { who, situation }, token: await enrol(tenant, own, who, situation, grid.id) });
    }
  }
  askers.push({ asker: { who: 'NO_GRANT' as const }, token: (await tenant.actor()).token });
  askers.push({ asker: { who: 'OPERATOR' as const }, token: await operator(world) });
  askers.push({ asker: { who: 'NOBODY' as const }, token: undefined });
  return { tenant, own, other, nodes, askers };
}

/** Someone whose one grant is at the place, and his token. */
async function enrol(
  tenant: TestTenant,
  at: TestOrganization,
  role: Role,
  situation: Situation,
  gridId: string,
): Promise<string> {
  const { id, token } = await tenant.actor();
  const grant = await tenant.grant(id, {
    role,
    at,
    ...(situation === 'in a grid' && { gridId }),
    ...(situation === 'ended' && { endsOn: '2020-02-01' }),
    ...(situation === 'not begun' && { startsOn: '2999-01-01' }),
  });
  if (situation === 'revoked') await tenant.rows('update role_grant set revoked_at = now() where id = $1', [grant.id]);
  if (situation === 'suspended') await tenant.rows('update account set suspended_at = now() where id = $1', [id]);
  return token;
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
  const apiKey = await layOutApiKey(tenant, account, at);
  const [entry] = await tenant.rows<{ id: string }>(
    `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, api_key_id)
     values ($1, $2, 'laid out', 'organization.created', 'Organization', $3, $3, $4) returning id`,
    [tenant.id, account.id, at.id, apiKey.split('/').at(-1)],
  );
  const author = await tenant.actor([], at);
  await layOutDelegation(tenant, at, { account, author, grant, person: member.person });
  const [reorganization, draft] = await tenant.rows<{ id: string }>(
    `insert into reorganization (tenant_id, organization_id, name, effective_on, state, author_id, approved_by)
     values ($1, $2, 'plan', '2999-01-01', 'APPROVED', $3, $4), ($1, $2, 'draft', '2999-01-01', 'DRAFT', $3, null)
     returning id`,
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
      ApiKey: apiKey,
      Grant: grant.gid,
      AuditEntry: gid('AuditEntry', entry?.id ?? ''),
      Reorganization: gid('Reorganization', reorganization?.id ?? ''),
      DraftReorganization: gid('Reorganization', draft?.id ?? ''),
    },
    texts: {
      organizationReference: reference,
      areaCode: areaCodes[reference],
      personReference: `person-${reference}`,
      accountName: account.name,
      ...secrets,
    },
    organizationReference: reference,
    personReference: `person-${reference}`,
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

async function operator(world: World): Promise<string> {
  await world.owner.query(`insert into login (issuer, subject, name) values ($1, 'operator', 'operator')`, [
    developmentIssuer,
  ]);
  return world.keys.sign('operator');
}
