import type { TestActor } from '../setup/tenant';
import type { World } from '../setup/world';
import { CREATE, PAGE } from './bad-input.operations';

/** A county in which everything that can be taken is taken: references, keys, versions and times. */
export async function crowdedCounty(world: World) {
  const tenant = await world.tenant();
  const foreign = await world.tenant();
  const { root } = tenant;
  const street = await tenant.add(root, { externalReference: 'street', areaCode: '500236001000' });
  const community = await tenant.add(street, { externalReference: 'community' });
  const branch = await tenant.add(community);
  await tenant.add(street, { externalReference: 'second' });
  const member = await tenant.member({ in: branch, startedOn: '2019-07-01', personReference: 'p-1' });
  const actor = await tenant.actor([
    { role: 'ORGANIZER', at: root },
    { role: 'ADMINISTRATOR', at: root },
  ]);
  const other = await tenant.actor();
  const key = { parentId: root.gid, level: 'STREET', name: 'kept', idempotencyKey: 'used' };
  await actor.call.ask(CREATE, { input: key });
  const pageOf = async (id: string) =>
    (
      await actor.call.ask<{ organization: { descendants: { pageInfo: { endCursor: string } } } }>(PAGE, {
        ...{ id, first: 1 },
      })
    ).organization.descendants.pageInfo.endCursor;
  const cursors = { ofRoot: await pageOf(root.gid), ofStreet: await pageOf(street.gid) };
  return { root, street, community, branch, member, actor, other, foreign: foreign.root, cursors };
}

/** Status and codes of an answer, top-level ones as they are, those of user errors behind their field. */
export async function codesOf(
  actor: TestActor,
  query: string,
  variables: object,
  headers: Record<string, string> = {},
) {
  const { status, data, errors = [] } = await actor.call.with(headers).send(query, variables);
  const payloads = Object.values(data ?? {}) as ({ userErrors?: { field: string[]; code: string }[] } | null)[];
  const userErrors = payloads.flatMap((payload) => payload?.userErrors ?? []);
  return {
    status,
    codes: [
      ...errors.map(({ extensions }) => extensions.code),
      ...userErrors.map(({ field, code }) => `${field.join('.')} ${code}`),
    ],
  };
}
