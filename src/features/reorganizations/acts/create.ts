import type { Id } from '../../../database/id';
import { readSince } from '../../organizations/history/since.queries';
import { organizationsById } from '../../organizations/organization.locks';
import { cleanCalled, levelBeneath, recordFoundings } from '../../organizations/create-organization';
import { insertOrganizations, type NewOrganization } from '../../organizations/insert-organizations';
import { auditImage } from '../../organizations/organization.audit';
import type { Organization } from '../../organizations/organization.entity';
import type { Called, CreateAct } from './act';
import { refuseTaken } from './codes';
import { placeOfAct, within, type Performance } from './performance';

const mostAtOnce = 2_000;

/** Creates organizations whose parents stand or were created before: any number that do not wait for one another is one statement. */
export async function performCreates(
  performance: Performance,
  acts: readonly { act: CreateAct; position: number }[],
  placeOf: (position: number) => readonly string[] = placeOfAct,
): Promise<Id[]> {
  const created: Id[] = [];
  for (let rest = acts; rest.length > 0;) {
    const batch = independent(rest);
    const placeAt = (index: number) => placeOf((batch[index] as { position: number }).position);
    const parents = await parentsOf(performance, batch, placeAt);
    const rows = batch.map(({ act }, index) =>
      within(placeAt(index), () => newOrganization(performance, act, parents[index] as Organization)),
    );
    const ids = await found(performance, rows, placeAt);
    batch.forEach(({ act }, index) => within(placeAt(index), () => performance.name(act.key, ids[index] as Id)));
    performance.onPerformed(batch.length);
    created.push(...ids);
    rest = rest.slice(batch.length);
  }
  return created;
}

/** The first acts, none of which stands beneath another of them. */
function independent<Item extends { act: CreateAct }>(items: readonly Item[]): Item[] {
  const keys = new Set<string>();
  const end = items.findIndex(({ act }, index) => {
    if (index === mostAtOnce || ('key' in act.parent && keys.has(act.parent.key))) return true;
    if (act.key != null) keys.add(act.key);
    return false;
  });
  return end < 0 ? [...items] : items.slice(0, end);
}

async function parentsOf(
  performance: Performance,
  batch: readonly { act: CreateAct }[],
  placeAt: (index: number) => readonly string[],
): Promise<Organization[]> {
  const ids = batch.map(({ act }, index) => within(placeAt(index), () => performance.idOf(act.parent, 'parentId')));
  const known = await organizationsById(performance.tx, [...new Set(ids)]);
  return batch.map((_item, index) =>
    within(placeAt(index), () => performance.asPlace(known.get(ids[index] as Id), 'parentId')),
  );
}

export function newOrganization(
  performance: Performance,
  act: Called & { level: string },
  parent: Organization,
): NewOrganization {
  return {
    ...cleanCalled({ ...act, kind: act.organizationKind }),
    ...{ parent, level: levelBeneath(performance.tx, parent, act.level), establishedOn: performance.day },
  };
}

/** Writes new organizations, founded on the day of the acts, and tells of them. Answers their ids. */
export async function found(
  performance: Performance,
  rows: readonly NewOrganization[],
  placeAt: (index: number) => readonly string[],
): Promise<Id[]> {
  const { tx, day, origin } = performance;
  await refuseTaken(performance, rows, placeAt);
  const ids = await insertOrganizations(tx, rows);
  const founded = rows.map(({ parent }, index) => ({ id: ids[index] as Id, parent }));
  if (performance.isPast) {
    const parents = rows.map(({ parent }) => parent as Organization);
    const since = await readSince(
      tx,
      parents.map(({ id }) => id),
      day,
    );
    parents.forEach((parent, index) =>
      within(placeAt(index), () => performance.refuseGap(parent, 'parentId', since[index])),
    );
    await recordFoundings(tx, founded, day);
  }
  const written = await organizationsById(tx, ids);
  for (const id of ids) {
    tx.audit({
      ...{
        action: 'organization.created',
        nodeType: 'Organization',
        nodeId: id,
        organizationId: id,
        reason: origin.reason,
      },
      after: auditImage(written.get(id) as Organization),
    });
  }
  return ids;
}
