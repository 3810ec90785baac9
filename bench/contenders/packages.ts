import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ContenderName } from './names';

const folder = path.join(__dirname, '..');

/** These stand on the packages of the product. */
const withoutOwn = new Set<ContenderName>(['limit', 'sanlou']);

/** Installs what the contenders are built from, once. */
export function installPackages(names: readonly ContenderName[]): void {
  if (names.every((name) => withoutOwn.has(name)) || existsSync(path.join(folder, 'node_modules'))) return;
  console.error('Installing the packages of the contenders ...');
  // PostGraphile asks for a Node that it brings itself; the others run on yours.
  execFileSync('npm', ['ci', '--no-engine-strict'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
