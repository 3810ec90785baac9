import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { pathEnd } from '../../organizations/history/beneath-at';
import type { Organization } from '../../organizations/organization.entity';
import type { PlannedAct } from '../hierarchy/draft';
import { faultIn, type HierarchyFault } from '../hierarchy/faults';
import { codesTaken } from '../hierarchy/order-acts';

interface Holder {
  value: string;
  name: string;
  dissolvedOn: string | null;
  isBeneath: boolean;
}

/** A fault for each code that acts would give although a dissolved organization has it, or one that is not beneath the home. */
export async function refuseTakenCodes(
  tx: WriteContext,
  home: Organization,
  acts: readonly { act: PlannedAct; line: number | null }[],
): Promise<HierarchyFault[]> {
  const lines = new Map<string, number | null>();
  for (const { act, line } of acts) {
    for (const { externalReference, areaCode } of codesTaken(act)) {
      if (areaCode != null) lines.set(areaCode, line);
      if (externalReference != null) lines.set(externalReference, line);
    }
  }
  const holders = lines.size ? await readHolders(tx, home, [...lines.keys()]) : [];
  return holders.map((holder) => {
    const fault = faultIn(lines.get(holder.value) ?? null);
    if (!holder.isBeneath)
      return fault('code', 'CODE_TAKEN', `The code ${holder.value} belongs to another organization.`);
    const message = `The code ${holder.value} stays with ${holder.name}, which was dissolved on ${holder.dissolvedOn}. Restore it, or give another code.`;
    return fault('code', 'CODE_OF_DISSOLVED', message);
  });
}

function readHolders(tx: WriteContext, { path }: Organization, codes: readonly string[]): Promise<Holder[]> {
  const tenantId = tenantOf(tx);
  return query<Holder>(
    tx,
    sql`with asked as materialized (select unnest(${codes}::text[]) as value),
      holding as (
        select asked.value, o.* from asked join organization o on o.tenant_id = ${tenantId}::bigint and o.external_reference = asked.value
        union
        select asked.value, o.* from asked join organization o on o.tenant_id = ${tenantId}::bigint and o.area_code = asked.value
      )
      select value, name, dissolved_on as "dissolvedOn", path >= ${path} and path < ${pathEnd(path)} as "isBeneath" from holding
      where dissolved_on is not null or not (path >= ${path} and path < ${pathEnd(path)}) order by value`,
  );
}
