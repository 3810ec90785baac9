import { Foundation1763856000000 } from './1763856000000-foundation';

/** All migrations, oldest first. */
export const migrations = [Foundation1763856000000];
