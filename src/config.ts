import { existsSync } from 'node:fs';
import path from 'node:path';
import { bool, cleanEnv, EnvError, makeValidator, str, url } from 'envalid';
import { count, origins, proxies } from './settings';

interface OidcConfig {
  issuer: string;
  audience: string;
  jwksUrl?: string;
}

/** What stands between the network and the API. */
interface WallsConfig {
  rateLimits: { account: number; address: number };
  trustProxy: number | readonly string[];
  corsOrigins: readonly string[];
  introspection: boolean;
  /** File of the only documents that run. */
  trustedDocuments?: string;
}

export interface Config {
  port: number;
  host: string;
  /** Connects as the application role; undefined for the embedded server. */
  databaseUrl?: string;
  /** Connects as the owner of the tables, to migrate at start. */
  databaseOwnerUrl?: string;
  dataDirectory: string;
  seed: 'demo' | 'none';
  developmentTokens: boolean;
  /** Whether GraphiQL and the banner hand out a development token of each persona: only on a loopback address. */
  offersPersonas: boolean;
  oidc?: OidcConfig;
  walls: WallsConfig;
  /** Encrypts personal secrets; undefined to keep one in the data folder. */
  secretKey?: Buffer;
  /** Keys that were current before; they open what they sealed. */
  oldSecretKeys: readonly Buffer[];
  /** Whether a secret is told only to whoever says what for. */
  requirePurpose: boolean;
  logLevel: string;
}

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The environment is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

const port = makeValidator<number>((text) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new EnvError('a port between 0 (any free one) and 65535');
});

const secretKey = makeValidator<Buffer>((text) => {
  const key = Buffer.from(text, 'base64');
  if (key.length === 32) return key;
  throw new EnvError('32 bytes in base64, as made by: openssl rand -base64 32');
});

const secretKeys = makeValidator<readonly Buffer[]>((text) => {
  const keys = text.split(',').map((each) => Buffer.from(each.trim(), 'base64'));
  if (keys.every((key) => key.length === 32)) return keys;
  throw new EnvError('keys of 32 bytes in base64, joined by commas');
});

const postgresUrl = makeValidator<string>((text) => {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new EnvError('a URL, as postgres://sanlou_app:password@localhost:5432/sanlou');
});

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const loopback = new Set(['127.0.0.1', 'localhost', '::1']);

/** The settings of the environment, checked; throws a ConfigError that names every fault. */
export function readConfig(environment: NodeJS.ProcessEnv = ownEnvironment()): Config {
  const faults: string[] = [];
  const specification = {
    PORT: port({ default: 4000 }),
    HOST: str({ default: '127.0.0.1' }),
    DATABASE_URL: postgresUrl({ default: undefined }),
    DATABASE_OWNER_URL: postgresUrl({ default: undefined }),
    SANLOU_DATA_DIR: str({ default: '.data' }),
    SANLOU_SEED: str({ choices: ['demo', 'none'], default: undefined }),
    SANLOU_DEV_TOKENS: bool({ default: undefined }),
    OIDC_ISSUER: url({ default: undefined }),
    OIDC_AUDIENCE: str({ default: undefined }),
    OIDC_JWKS_URL: url({ default: undefined }),
    SANLOU_SECRET_KEY: secretKey({ default: undefined }),
    SANLOU_RATE_LIMIT_ACCOUNT: count({ default: 2_000_000 }),
    SANLOU_RATE_LIMIT_ADDRESS: count({ default: 600 }),
    SANLOU_TRUST_PROXY: proxies({ default: 0 }),
    SANLOU_CORS_ORIGINS: origins({ default: [] }),
    SANLOU_INTROSPECTION: bool({ default: undefined }),
    SANLOU_TRUSTED_DOCUMENTS: str({ default: undefined }),
    SANLOU_OLD_SECRET_KEYS: secretKeys({ default: [] }),
    SANLOU_REQUIRE_PURPOSE: bool({ default: false }),
    LOG_LEVEL: str({ choices: logLevels, default: undefined }),
  };
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const clean = cleanEnv(given, specification, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) faults.push(`${name} should be ${explain(error)}`);
    },
  });
  const read = <Name extends keyof typeof specification>(name: Name) =>
    faults.some((fault) => fault.startsWith(`${name} `)) ? undefined : clean[name];

  const embedded = read('DATABASE_URL') === undefined;
  const developmentTokens = read('SANLOU_DEV_TOKENS') ?? embedded;
  const issuer = read('OIDC_ISSUER');
  const audience = read('OIDC_AUDIENCE');
  if ((issuer === undefined) !== (audience === undefined))
    faults.push('OIDC_ISSUER and OIDC_AUDIENCE go together: set both or neither');
  if (!issuer && !developmentTokens)
    faults.push('OIDC_ISSUER is needed when development tokens are off: nobody could sign in');
  if (!embedded && !given.SANLOU_SECRET_KEY)
    faults.push('SANLOU_SECRET_KEY is needed with DATABASE_URL: 32 bytes in base64');
  if (embedded && given.DATABASE_OWNER_URL) faults.push('DATABASE_OWNER_URL is only for use with DATABASE_URL');
  if (faults.length) throw new ConfigError(faults);

  return Object.freeze({
    port: clean.PORT,
    host: clean.HOST,
    databaseUrl: clean.DATABASE_URL,
    databaseOwnerUrl: clean.DATABASE_OWNER_URL,
    dataDirectory: path.resolve(clean.SANLOU_DATA_DIR),
    seed: (clean.SANLOU_SEED ?? (embedded ? 'demo' : 'none')) as Config['seed'],
    developmentTokens,
    offersPersonas: developmentTokens && loopback.has(clean.HOST),
    oidc: issuer && audience ? { issuer, audience, jwksUrl: clean.OIDC_JWKS_URL } : undefined,
    walls: {
      rateLimits: { account: clean.SANLOU_RATE_LIMIT_ACCOUNT, address: clean.SANLOU_RATE_LIMIT_ADDRESS },
      trustProxy: clean.SANLOU_TRUST_PROXY,
      corsOrigins: clean.SANLOU_CORS_ORIGINS,
      introspection: clean.SANLOU_INTROSPECTION ?? (embedded || developmentTokens),
      trustedDocuments: clean.SANLOU_TRUSTED_DOCUMENTS,
    },
    secretKey: clean.SANLOU_SECRET_KEY,
    oldSecretKeys: clean.SANLOU_OLD_SECRET_KEYS,
    requirePurpose: clean.SANLOU_REQUIRE_PURPOSE,
    // Whoever tries it out wants to read the banner, whoever operates it every request.
    logLevel: clean.LOG_LEVEL ?? (embedded ? 'warn' : 'info'),
  });
}

/** Where the TypeORM command line connects; the running product takes its URL from the whole configuration. */
export function migrationUrl(environment: NodeJS.ProcessEnv = ownEnvironment()): string {
  return environment.DATABASE_OWNER_URL ?? environment.DATABASE_URL ?? 'postgres://localhost/sanlou';
}

/** The environment of the process; a file .env in its folder fills in what is not set. */
function ownEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

function explain(error: Error | undefined): string {
  const text = error?.message ?? 'something else';
  const choices = /^Value ".*" not in choices \[(.*)\]$/.exec(text)?.[1];
  return choices ? `one of ${choices.split(',').join(', ')}` : text;
}

/** Where the command line finds the API, and as whom; tokens on a command line are seen by everyone on the machine. */
export function readClient(environment: NodeJS.ProcessEnv = ownEnvironment()): {
  url: string;
  token: string | undefined;
} {
  return {
    url: environment.SANLOU_URL || 'http://127.0.0.1:4000/graphql',
    token: environment.SANLOU_TOKEN || undefined,
  };
}
