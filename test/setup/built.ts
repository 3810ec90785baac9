import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { holding } from './database';

declare global {
  var sanlouBuild: Promise<unknown> | undefined;
}

export const root = path.join(__dirname, '../..');

/** What runs as a process runs as it is delivered. */
export const built = { cli: 'dist/src/cli.js', main: 'dist/src/main.js' };

// Whoever imports this finds the build up to date when his tests begin; each worker looks once, one at a time.
beforeAll(async () => {
  const compiler = [require.resolve('typescript/bin/tsc'), '-b', 'tsconfig.build.json'];
  globalThis.sanlouBuild ??= holding('build', () => promisify(execFile)(process.execPath, compiler, { cwd: root }));
  await globalThis.sanlouBuild;
}, 180_000);
