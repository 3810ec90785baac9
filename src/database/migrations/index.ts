import { Foundation1763856000000 } from './1763856000000-foundation';
import { History1763942400000 } from './1763942400000-history';
import { Reorganizations1763946000000 } from './1763946000000-reorganizations';
import { Posts1764000000000 } from './1764000000000-posts';
import { Accounts1764100000000 } from './1764100000000-accounts';
import { TemporaryAccess1764110000000 } from './1764110000000-temporary-access';
import { ApiKeys1764120000000 } from './1764120000000-api-keys';
import { AuditChain1764130000000 } from './1764130000000-audit-chain';
import { Secrets1764140000000 } from './1764140000000-secrets';
import { DefinerPaths1764200000000 } from './1764200000000-definer-paths';
import { TemporaryAccessSource1764200000001 } from './1764200000001-temporary-access-source';
import { AuditApiKey1764210000000 } from './1764210000000-audit-api-key';
import { Counters1764300000000 } from './1764300000000-counters';
import { LevelIndex1764310000000 } from './1764310000000-level-index';

/** All migrations, oldest first. */
export const migrations = [
  Foundation1763856000000,
  History1763942400000,
  Reorganizations1763946000000,
  Posts1764000000000,
  Accounts1764100000000,
  TemporaryAccess1764110000000,
  ApiKeys1764120000000,
  AuditChain1764130000000,
  Secrets1764140000000,
  DefinerPaths1764200000000,
  TemporaryAccessSource1764200000001,
  AuditApiKey1764210000000,
  Counters1764300000000,
  LevelIndex1764310000000,
];
