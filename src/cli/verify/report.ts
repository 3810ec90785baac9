import type { Extent, Found } from '../../process/integrity/find-faults';
import type { Mended } from '../../process/integrity/mend';

export interface TenantReport {
  code: string;
  extent: Extent;
  found: Found[];
  mended?: Mended;
}

/** What differs, a line each. */
export function linesOf({ code, found }: TenantReport): string[] {
  return found.flatMap(({ name, of, faults, total }) => {
    const lines = faults.map(({ id, fault }) => `${code}: ${name}: ${of} ${id} ${fault}`);
    const more = total - faults.length;
    return more > 0 ? [...lines, `${code}: ${name}: and ${more} more`] : lines;
  });
}

/** One sentence on all that was looked at, where nothing differs. */
export function summaryOf(reports: readonly TenantReport[]): string {
  const sum = (figure: keyof Extent) => reports.reduce((total, { extent }) => total + extent[figure], 0);
  return `Nothing differs: tenants ${reports.length}, organizations ${sum('organizations')}, versions of them ${sum('versions')}, memberships ${sum('memberships')}, grids ${sum('grids')}, audit entries ${sum('auditEntries')}.`;
}

/** What became of one tenant, for whoever watches. */
export function progressOf({ code, found, mended }: TenantReport, milliseconds: number): string {
  const faults = found.reduce((sum, { total }) => sum + total, 0);
  const first = `${code}: ${faults === 0 ? 'nothing differs' : `${faults} differences`}`;
  const anew = mended
    ? ` after writing anew the places of ${mended.places} organizations and ${mended.versionPlaces} versions, the closure of ${mended.closures} and the counts of ${mended.counters}`
    : '';
  return `${first}${anew} (${(milliseconds / 1000).toFixed(1)} s)`;
}
