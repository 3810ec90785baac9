import { Role } from '../../src/access/permission';
import type { SeedAccount } from '../county';
import type { SeedOrganization } from '../tree';
import type { Compound } from './compounds';
import type { Official } from './official';

/** The 34 grid members of Bashu Garden are the persona and these. */
const furtherGridMembers = 33;

/** The personas of the first county: their names are a contract. */
export function countyAccounts({ root, units }: Official, bashu: Compound): SeedAccount[] {
  const unit = (code: string): SeedOrganization => {
    const found = units.get(code);
    if (!found) throw new Error(`The unit ${code} is missing.`);
    return found;
  };
  const yongan = unit('500236001');
  return [
    persona('county', root, Role.ORGANIZER, Role.ADMINISTRATOR),
    persona('county-viewer', root, Role.VIEWER),
    persona('auditor', root, Role.AUDITOR),
    persona('integrator', root, Role.INTEGRATOR),
    persona('yongan', yongan, Role.ORGANIZER),
    persona('yufu', unit('500236002'), Role.ORGANIZER),
    persona('yusheng', unit('500236001009'), Role.ORGANIZER),
    persona('bashu', bashu.branch, Role.ORGANIZER),
    persona('bashu-grid', bashu.branch, Role.GRID_WORKER),
    persona('newcomer', yongan),
    ...gridMembers(bashu),
  ];
}

/** Someone who signs in by a development token of his name. */
export function persona(name: string, home: SeedOrganization, ...roles: Role[]): SeedAccount {
  return { name, home, signsIn: true, grants: roles.map((role) => ({ role, at: home })) };
}

/** Each is kept to one of the grids; nobody signs in as one. */
function gridMembers({ branch, grids }: Compound): SeedAccount[] {
  return Array.from({ length: furtherGridMembers }, (_, index) => ({
    name: `bashu-grid-member-${String(index + 1).padStart(2, '0')}`,
    home: branch,
    signsIn: false,
    grants: [{ role: Role.GRID_WORKER, at: branch, grid: grids[index % grids.length] }],
  }));
}
