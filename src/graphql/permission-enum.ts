import { registerEnumType } from 'type-graphql';
import { permissions, type Permission } from '../access/permission';

type Named<Text extends string> = Text extends `${infer Subject}:${infer Verb}`
  ? Uppercase<`${Subject}_${Verb}`>
  : never;
/** A permission as the schema names it: `organization:read` is ORGANIZATION_READ. */
type PermissionName = Named<Permission>;

const nameOf = (permission: Permission) => permission.toUpperCase().replace(':', '_') as PermissionName;

/** What each is about; the list of permissions is complete only with these. */
const descriptions: Readonly<Record<Permission, string>> = {
  'organization:read': 'See organizations, their names, places and counts.',
  'organization:write':
    'Create organizations beneath, and change, move, merge, split, dissolve and restore those beneath (held above: `strictly`).',
  'grid:read': 'See grids (网格) and what they cover.',
  'person:read': 'See people by name, without phone and identity number.',
  'person:write': 'Register people and change their records.',
  'person:contact': 'Read phone numbers.',
  'person:identity': 'Read identity numbers.',
  'person:export': 'Hand out all that is held on a person.',
  'person:anonymize': 'Take the name, numbers and references of a person away for good.',
  'membership:read': 'See memberships.',
  'membership:assign': 'Open, move, change and end memberships.',
  'post:read': 'See posts (岗位) and who holds them.',
  'post:write': 'Create and abolish posts, appoint people and end appointments.',
  'account:read': 'See accounts.',
  'account:write':
    'Invite, suspend and restore accounts, and make API keys, of organizations beneath (held above: `strictly`).',
  'grant:read': 'See grants (授权), and ask who can do what and why.',
  'grant:write': 'Give and take back grants of organizations beneath (held above: `strictly`).',
  'access:temporary': 'Take another role for some hours, with a reason and on record.',
  'audit:read': 'Read the audit trail (审计).',
  'reorganization:read': 'See reorganizations (机构调整方案) and their acts.',
  'reorganization:draft': 'Draft, amend, preview and propose reorganizations.',
  'reorganization:approve': 'Approve, reject, apply and undo reorganizations.',
};

/** The values of `Permission`; each stands for the permission itself. */
export const PermissionEnum = Object.fromEntries(
  permissions.map((permission) => [nameOf(permission), permission]),
) as Record<PermissionName, Permission>;

registerEnumType(PermissionEnum, {
  name: 'Permission',
  description: 'What may be done; held at an organization, it holds for all that lies beneath it.',
  valuesConfig: Object.fromEntries(
    permissions.map((permission) => [nameOf(permission), { description: descriptions[permission] }]),
  ) as Record<PermissionName, { description: string }>,
});
