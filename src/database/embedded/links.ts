import { mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

interface Link {
  source: string;
  target: string;
}

/** Makes the library links that a package manager leaves out when it runs no install scripts. */
export async function restoreLinks(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  // Platforms that need no links ship no list.
  const text = await readFile(list, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  for (const { source, target } of JSON.parse(text) as Link[]) {
    const link = path.join(packageFolder, target);
    const folder = path.dirname(link);
    await mkdir(folder, { recursive: true });
    await symlink(path.relative(folder, path.join(packageFolder, source)), link).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
}
