/** What may be done. Each is asked at an organization and holds for all that lies beneath it. */
export const permissions = [
  'organization:read',
  'organization:write',
  'grid:read',
  'person:read',
  'person:write',
  'person:contact',
  'person:identity',
  'person:export',
  'person:anonymize',
  'membership:read',
  'membership:assign',
  'post:read',
  'post:write',
  'account:read',
  'account:write',
  'grant:read',
  'grant:write',
  'audit:read',
  'access:temporary',
  'reorganization:read',
  'reorganization:draft',
  'reorganization:approve',
] as const;
export type Permission = (typeof permissions)[number];

export enum Role {
  ADMINISTRATOR = 'ADMINISTRATOR',
  ORGANIZER = 'ORGANIZER',
  GRID_WORKER = 'GRID_WORKER',
  TREASURER = 'TREASURER',
  INTEGRATOR = 'INTEGRATOR',
  AUDITOR = 'AUDITOR',
  VIEWER = 'VIEWER',
}

/** Structure, counts and names, no secrets: what every role may read at its own level and beneath. */
const reading = ['organization:read', 'grid:read', 'person:read', 'membership:read', 'post:read'] as const;

/** The whole role table. The permission decides; no code asks for a role by name, except that only GRID_WORKER is kept to a grid. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  VIEWER: reading,
  TREASURER: reading,
  GRID_WORKER: [...reading, 'person:contact'],
  INTEGRATOR: [...reading, 'person:write', 'membership:assign', 'reorganization:read', 'reorganization:draft'],
  ORGANIZER: [
    ...reading,
    'organization:write',
    'person:write',
    'person:contact',
    'person:identity',
    'person:export',
    'person:anonymize',
    'membership:assign',
    'post:write',
    'reorganization:read',
    'reorganization:draft',
    'reorganization:approve',
  ],
  ADMINISTRATOR: [...reading, 'account:read', 'account:write', 'grant:read', 'grant:write', 'access:temporary'],
  AUDITOR: [
    ...reading,
    'person:contact',
    'person:identity',
    'person:export',
    'account:read',
    'grant:read',
    'audit:read',
    'reorganization:read',
  ],
};

/** The roles that hold a permission. */
export function rolesWith(permission: Permission): Role[] {
  return Object.values(Role).filter((role) => rolePermissions[role].includes(permission));
}
