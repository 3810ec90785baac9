import { authenticate } from '../access/authenticate';
import type { DevelopmentKeys } from '../access/development-keys';
import { largePersona, personas } from '../access/personas';
import type { Database } from '../database/session';
import type { Persona } from '../http/ui';

/** The personas of this database, each with a token that was tried: without the demo there are none. */
export async function offeredPersonas(database: Database, keys: DevelopmentKeys): Promise<Persona[]> {
  const offered: Persona[] = [];
  for (const { name, title } of [...personas, largePersona]) {
    const token = await keys.sign(name);
    if (await authenticate(database, keys, token)) offered.push({ name, title, token });
  }
  return offered;
}
