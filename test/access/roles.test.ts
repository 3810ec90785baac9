import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { permissions, Role, rolePermissions } from '../../src/access/permission';

test('the table of roles is the one that is enforced', async () => {
  const readme = await readFile(path.join(__dirname, '../../README.md'), 'utf8');
  const roles = Object.values(Role);
  const rows = permissions.map((permission) => [
    `\`${permission}\``,
    ...roles.map((role) => (rolePermissions[role].includes(permission) ? '✓' : '')),
  ]);
  const table = [['', ...roles], ...rows].map((cells) => cells.map((cell) => cell.trim()));
  const shown = readme
    .slice(readme.indexOf('## Roles'), readme.indexOf('## A PostgreSQL'))
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.includes('---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(shown).toEqual(table);
});
