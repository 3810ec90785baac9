import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { migrationUrl } from './src/config';
import { migrations } from './src/database/migrations';
import { Account } from './src/features/accounts/account.entity';
import { ApiKey } from './src/features/accounts/api-keys/api-key.entity';
import { Grant } from './src/features/accounts/grant.entity';
import { AuditEntry } from './src/features/audit/audit-entry.entity';
import { Grid } from './src/features/grids/grid.entity';
import { Membership } from './src/features/memberships/membership.entity';
import { Organization } from './src/features/organizations/organization.entity';
import { Person } from './src/features/people/person.entity';
import { Appointment } from './src/features/posts/appointment.entity';
import { Post } from './src/features/posts/post.entity';
import { Reorganization } from './src/features/reorganizations/plans/reorganization.entity';

/** A data source on one database. Its schema comes from migrations alone. */
export function createDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [
      Organization,
      Account,
      ApiKey,
      Grant,
      Grid,
      Person,
      Membership,
      Post,
      Appointment,
      Reorganization,
      AuditEntry,
    ],
    migrations,
    synchronize: false,
    logging: false,
  });
}

/** For the TypeORM command line: `npx typeorm -d dist/ormconfig.js migration:show`. */
export const dataSource = createDataSource(migrationUrl());
