import { developmentIssuer } from '../../src/access/personas';
import { levelPresets } from '../../src/features/organizations/level-presets';
import { searchTerms } from '../../src/features/organizations/search-terms';
import { personPinyin } from '../../src/features/people/pinyin';
import type { Caller } from './api';
import type { World } from './world';

export interface TestNode {
  id: string;
  /** The id as clients see it. */
  gid: string;
}

export interface TestOrganization extends TestNode {
  name: string;
  level: string;
  path: string;
  depth: number;
}

interface OrganizationFacts {
  name?: string;
  /** Code of its level; the next one down when left out. */
  level?: string;
  shortName?: string;
  kind?: string;
  externalReference?: string;
  areaCode?: string;
  sortOrder?: number;
  establishedOn?: string;
  dissolvedOn?: string;
}

interface GrantFacts {
  role: string;
  at: TestOrganization;
  startsOn?: string;
  endsOn?: string;
  gridId?: string;
}

interface PostFacts {
  kind?: string;
  title?: string;
  grid?: TestNode;
  minimumHolders?: number;
  maximumHolders?: number;
  termMonths?: number;
  abolishedOn?: string;
}

interface AppointmentFacts {
  startedOn?: string;
  endedOn?: string;
  how?: string;
}

interface MemberFacts {
  in: TestOrganization;
  name?: string;
  status?: string;
  startedOn?: string;
  endedOn?: string;
  endReason?: string;
  personReference?: string;
  externalReference?: string;
}

export interface TestActor extends TestNode {
  name: string;
  token: string;
  call: Caller;
}

const levels = levelPresets['three-storey'];

/** Builds one county by SQL as the owner of the tables, so that a test's world does not rest on what it tests. */
export class TestTenant {
  private made = 0;

  private constructor(
    private readonly world: World,
    readonly id: string,
    readonly code: string,
    readonly root: TestOrganization,
  ) {}

  static async create(world: World, code: string): Promise<TestTenant> {
    const { rows } = await world.owner.query<{ id: string }>(
      `select nextval(pg_get_serial_sequence('tenant', 'id')) as id`,
    );
    const id = rows[0]?.id ?? '';
    await inTenant(world, id, async () => {
      await world.owner.query('insert into tenant (id, code, name) values ($1, $2, $3)', [id, code, `${code} county`]);
      await world.owner.query(
        `insert into organization_level (tenant_id, rank, code, name, child_ranks)
         select $1, rank, code, name, child_ranks from jsonb_to_recordset($2) as l (rank smallint, code text, name text, child_ranks smallint[])`,
        [id, JSON.stringify(levels.map(({ childRanks, ...level }) => ({ ...level, child_ranks: childRanks })))],
      );
    });
    const root = await insertOrganization(world, id, undefined, 'COUNTY', { name: `${code} county` });
    return new TestTenant(world, id, code, root);
  }

  /** A county that something else has made. */
  static async existing(world: World, id: string, code: string): Promise<TestTenant> {
    const root = await inTenant(world, id, () => readOrganization(world, 'o.parent_id is null', []));
    return new TestTenant(world, id, code, root);
  }

  /** An organization that something else has made, by its reference. */
  find(reference: string): Promise<TestOrganization> {
    return inTenant(this.world, this.id, () => readOrganization(this.world, 'o.external_reference = $1', [reference]));
  }

  /** An organization beneath another, of the next level down. */
  add(parent: TestOrganization, facts: OrganizationFacts = {}): Promise<TestOrganization> {
    const rank = levels.findIndex(({ code }) => code === parent.level) + 1;
    const level = facts.level ?? levels[rank]?.code ?? '';
    this.made += 1;
    return insertOrganization(this.world, this.id, parent, level, { name: `${level} ${this.made}`, ...facts });
  }

  /** Someone who may sign in, with grants. */
  async actor(grants: GrantFacts | readonly GrantFacts[] = [], home = this.root): Promise<TestActor> {
    this.made += 1;
    const name = `${this.code}-actor-${this.made}`;
    const id = await this.insert(
      `with a as (insert into account (tenant_id, name, organization_id) values ($1, $2, $3) returning id),
        l as (insert into login (issuer, subject, name, tenant_id, account_id) select $4, $2, $2, $1, id from a)
        select id from a`,
      [this.id, name, home.id, developmentIssuer],
    );
    for (const grant of [grants].flat() as GrantFacts[]) await this.grant(id, grant);
    const token = await this.world.keys.sign(name);
    return { id, gid: gid('Account', id), name, token, call: this.world.caller(token) };
  }

  async grant(accountId: string, { role, at, startsOn = '2020-01-01', endsOn, gridId }: GrantFacts): Promise<TestNode> {
    const id = await this.insert(
      `insert into role_grant (tenant_id, account_id, role, organization_id, grid_id, starts_on, ends_on)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [this.id, accountId, role, at.id, gridId, startsOn, endsOn],
    );
    return { id, gid: gid('Grant', id) };
  }

  /** A temporary access, taken now for an hour. */
  async temporaryAccess(accountId: string, { role, at }: Pick<GrantFacts, 'role' | 'at'>): Promise<TestNode> {
    const id = await this.insert(
      `insert into role_grant (tenant_id, account_id, role, organization_id, starts_on, ends_on, expires_at, reason)
       select $1, $2, $3, $4, now()::date, (now() + interval '1 hour')::date + 1, now() + interval '1 hour', 'laid out for a test' returning id`,
      [this.id, accountId, role, at.id],
    );
    return { id, gid: gid('Grant', id) };
  }

  async grid(of: TestOrganization, covers: readonly TestOrganization[] = []): Promise<TestNode> {
    this.made += 1;
    const id = await this.insert(
      `with g as (insert into grid (tenant_id, organization_id, name, code) values ($1, $2, $3, $3) returning id),
        b as (insert into grid_building_group (tenant_id, grid_id, organization_id) select $1, g.id, unnest($4::bigint[]) from g)
        select id from g`,
      [this.id, of.id, `G${this.made}`, covers.map((each) => each.id)],
    );
    return { id, gid: gid('Grid', id) };
  }

  async person(
    at: TestOrganization,
    { name = '', externalReference }: { name?: string; externalReference?: string } = {},
  ): Promise<TestNode> {
    this.made += 1;
    const called = name || `张${this.made}`;
    const id = await this.insert(
      `insert into person (tenant_id, organization_id, name, pinyin, external_reference) values ($1, $2, $3, $4, $5) returning id`,
      [this.id, at.id, called, personPinyin(called), externalReference],
    );
    return { id, gid: gid('Person', id) };
  }

  /** A person with one membership. */
  async member(facts: MemberFacts): Promise<TestNode & { person: TestNode }> {
    const {
      status = 'FULL',
      startedOn = '2019-07-01',
      endedOn,
      endReason = endedOn && 'LEFT',
      externalReference,
    } = facts;
    const person = await this.person(facts.in, { name: facts.name, externalReference: facts.personReference });
    const id = await this.insert(
      `insert into membership (tenant_id, person_id, organization_id, status, status_since, started_on, ended_on, end_reason, external_reference)
       values ($1, $2, $3, $4, $5, $5, $6, $7, $8) returning id`,
      [this.id, person.id, facts.in.id, status, startedOn, endedOn, endReason, externalReference],
    );
    return { id, gid: gid('Membership', id), person };
  }

  async post(at: TestOrganization, facts: PostFacts = {}): Promise<TestNode> {
    const { kind = 'BRANCH_SECRETARY', title, grid, minimumHolders = 1, maximumHolders = 1 } = facts;
    const id = await this.insert(
      `insert into post (tenant_id, organization_id, grid_id, kind, title, minimum_holders, maximum_holders, term_months, abolished_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
      [
        ...[this.id, at.id, grid?.id, kind, title, minimumHolders, maximumHolders],
        ...[facts.termMonths, facts.abolishedOn],
      ],
    );
    return { id, gid: gid('Post', id) };
  }

  async appointment(
    post: TestNode,
    person: TestNode,
    { startedOn = '2019-08-01', endedOn, how = 'ELECTED' }: AppointmentFacts = {},
  ): Promise<TestNode> {
    const id = await this.insert(
      `insert into appointment (tenant_id, post_id, person_id, started_on, ended_on, how)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [this.id, post.id, person.id, startedOn, endedOn, how],
    );
    return { id, gid: gid('Appointment', id) };
  }

  /** Rows as the database has them, read as the owner in this tenant. */
  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return inTenant(this.world, this.id, async () => (await this.world.owner.query(text, [...values])).rows as Row[]);
  }

  private async insert(text: string, values: readonly unknown[]): Promise<string> {
    const [row] = await this.rows<{ id: string }>(text, values);
    return row?.id ?? '';
  }
}

async function readOrganization(world: World, where: string, values: unknown[]): Promise<TestOrganization> {
  const { rows } = await world.owner.query<Omit<TestOrganization, 'gid'>>(
    `select o.id, o.path, o.depth, o.name, l.code as level from organization o
     join organization_level l on l.tenant_id = o.tenant_id and l.rank = o.level_rank where ${where}`,
    values,
  );
  const [row] = rows;
  if (!row) throw new Error(`There is no organization ${values.join()}.`);
  return { ...row, gid: gid('Organization', row.id) };
}

export const gid = (type: string, id: string) => `gid://sanlou/${type}/${id}`;

async function insertOrganization(
  world: World,
  tenantId: string,
  parent: TestOrganization | undefined,
  level: string,
  facts: OrganizationFacts,
): Promise<TestOrganization> {
  const {
    name = level,
    shortName,
    kind,
    externalReference,
    areaCode,
    sortOrder = 0,
    establishedOn,
    dissolvedOn,
  } = facts;
  const rank = levels.findIndex(({ code }) => code === level);
  return inTenant(world, tenantId, async () => {
    const { rows } = await world.owner.query<{ id: string; path: string; depth: number }>(
      `with new as (select nextval(pg_get_serial_sequence('organization', 'id')) as id)
       insert into organization (tenant_id, id, parent_id, level_rank, kind, name, short_name, sort_order, external_reference,
         area_code, search_terms, path, depth, established_on, dissolved_on)
       select $1, id, $2, $3, $4, $5, $6, $7, $8, $9, $10, concat_ws('/', $11::text, id), $12, $13, $14 from new
       returning id, path, depth`,
      [
        ...[tenantId, parent?.id, rank, kind, name, shortName, sortOrder, externalReference, areaCode],
        ...[searchTerms(name, shortName), parent?.path, parent ? parent.depth + 1 : 0, establishedOn, dissolvedOn],
      ],
    );
    const [row] = rows;
    if (!row) throw new Error('Nothing was inserted.');
    await world.owner.query(
      `insert into organization_closure (tenant_id, ancestor_id, descendant_id, depth)
       select tenant_id, ancestor_id, $3::bigint, depth + 1 from organization_closure where tenant_id = $1 and descendant_id = $2
       union all select $1::bigint, $3::bigint, $3::bigint, 0`,
      [tenantId, parent?.id, row.id],
    );
    return { ...row, gid: gid('Organization', row.id), name, level };
  });
}

/** The tests of a file share one connection, so transactions on it wait for each other. */
let last: Promise<unknown> = Promise.resolve();

function inTenant<Result>(world: World, tenantId: string, work: () => Promise<Result>): Promise<Result> {
  const next = last.then(async () => {
    await world.owner.query(`begin; set local app.tenant_id = '${tenantId}'`);
    try {
      const result = await work();
      await world.owner.query('commit');
      return result;
    } catch (error) {
      await world.owner.query('rollback');
      throw error;
    }
  });
  last = next.catch(() => undefined);
  return next;
}
