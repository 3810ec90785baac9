import { existsSync } from 'node:fs';
import path from 'node:path';

/** A file of seeds/data; it is not compiled, and is found from here and from the compiled seeds alike. */
export function dataFile(name: string): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'seeds', 'data', name);
    if (existsSync(file)) return file;
  }
  throw new Error(`seeds/data/${name} is missing.`);
}
