import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client, type Pool } from 'pg';
import { DevelopmentKeys } from '../../src/access/development-keys';
import { useKeyHashSecrets } from '../../src/access/key-hash';
import { createApp, type App, type AppDependencies } from '../../src/app';
import { createPool } from '../../src/database/pool';
import type { Statement } from '../../src/database/session';
import { useSecretKey } from '../../src/features/people/secrets';
import type { WallSettings } from '../../src/http/walls';
import { foldCounts } from '../../src/features/dashboards/fold-counts';
import { createLog } from '../../src/log';
import { Caller } from './api';
import { checksumTables } from './checksum';
import { cloneDatabase, type TestDatabase } from './database';
import { TestTenant } from './tenant';
import { Wire } from './wire';

interface WorldOptions {
  now?: () => Date;
  /** How long a write waits for another, in milliseconds. */
  lockTimeout?: number;
  /** Against the network; none when left out. */
  walls?: Partial<WallSettings>;
  log?: AppDependencies['log'];
  streams?: AppDependencies['streams'];
}

/** A test file's own product: a database, the app on it, and builders of what the tests need. */
export class World {
  /** Every statement the app has sent since `countStatements` began. */
  readonly statements: string[] = [];
  /** Those of sessions, each with its values, since the beginning or since somebody emptied the list. */
  readonly parameterized: Statement[] = [];
  private readonly others: App[] = [];

  private constructor(
    readonly database: TestDatabase,
    /** As the owner of the tables. */
    readonly owner: Client,
    /** The app's own connections, as the application role. */
    readonly pool: Pool,
    readonly keys: DevelopmentKeys,
    private readonly app: App,
    private readonly now: () => Date,
    /** Where the key of `keys` lies, as in a data folder. */
    readonly keysFolder: string,
  ) {}

  static async open({
    now = () => new Date(),
    lockTimeout,
    walls,
    log = createLog('silent'),
    streams,
  }: WorldOptions = {}): Promise<World> {
    useSecretKey(Buffer.alloc(32, 7));
    useKeyHashSecrets(Buffer.alloc(32, 7));
    const database = await cloneDatabase();
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-keys-'));
    const keys = await DevelopmentKeys.open(folder);
    const pool = createPool(database.applicationUrl, log, lockTimeout);
    const statements: string[] = [];
    const parameterized: Statement[] = [];
    const onStatement = (text: string, values?: readonly unknown[]) => {
      statements.push(text);
      if (values) parameterized.push({ text, values: [...values] });
    };
    const app = await createApp({ database: { pool, onStatement }, keys, log, now, walls, streams });
    const world = new World(database, owner, pool, keys, app, now, folder);
    Object.assign(world, { statements, parameterized });
    return world;
  }

  /** The product a second time, on the same database and for the same tokens, of other parts. */
  async beside(parts: Partial<AppDependencies>): Promise<App> {
    const { pool, keys } = this;
    const app = await createApp({ database: { pool }, keys, log: createLog('silent'), ...parts });
    this.others.push(app);
    return app;
  }

  get http(): App['http'] {
    return this.app.http;
  }

  /** A county of its own with its root organization and the levels of the preset. */
  async tenant(code = `t-${randomBytes(4).toString('hex')}`): Promise<TestTenant> {
    return TestTenant.create(this, code);
  }

  /** Ends the open streams, as the process does before it stops. */
  endStreams(): void {
    this.app.endStreams();
  }

  /** Does what the process does twice a minute. */
  applyDue(): Promise<number> {
    return this.app.applyDue();
  }

  /** Does what the process does every two seconds. */
  foldCounts(): Promise<number> {
    return foldCounts({ pool: this.pool }, this.now, createLog('silent'));
  }

  /** Calls with a token; without one as nobody. */
  caller(token?: string): Caller {
    return new Caller(this.http, token);
  }

  /** How many statements the app sends while it answers, beside that of a token that comes for the first time. */
  async countStatements(work: () => Promise<unknown>): Promise<number> {
    this.statements.length = 0;
    await work();
    return this.statements.filter((text) => !text.includes('set local app.issuer')).length;
  }

  /** A checksum of every table's rows, all tenants' included; equal when nothing at all was written. */
  checksum(): Promise<Record<string, string>> {
    return checksumTables(this.database.administratorUrl);
  }

  async close(): Promise<void> {
    for (const app of [this.app, ...this.others]) {
      await (await Wire.to(app.http)).close();
      await app.stop();
    }
    await this.pool.end();
    await this.owner.end();
    await this.database.drop();
    await rm(this.keysFolder, { recursive: true, force: true });
  }
}
