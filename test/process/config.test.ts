import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, readConfig } from '../../src/config';

const key = Buffer.alloc(32, 1).toString('base64');
const external = {
  DATABASE_URL: 'postgres://sanlou_app:x@localhost/sanlou',
  SANLOU_SECRET_KEY: key,
  OIDC_ISSUER: 'https://issuer.example.org',
  OIDC_AUDIENCE: 'sanlou',
};

function faultsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

test('an empty environment runs the embedded server with the demo and development tokens', () => {
  expect(readConfig({ PORT: '' })).toEqual({
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    dataDirectory: path.resolve('.data'),
    seed: 'demo',
    developmentTokens: true,
    offersPersonas: true,
    oidc: undefined,
    walls: {
      rateLimits: { account: 2_000_000, address: 600 },
      trustProxy: 0,
      corsOrigins: [],
      introspection: true,
      trustedDocuments: undefined,
    },
    secretKey: undefined,
    oldSecretKeys: [],
    requirePurpose: false,
    logLevel: 'warn',
  });
});

test('a database of its own begins empty, and believes the issuer alone', () => {
  expect(readConfig(external)).toMatchObject({
    databaseUrl: external.DATABASE_URL,
    seed: 'none',
    developmentTokens: false,
    offersPersonas: false,
    oidc: { issuer: 'https://issuer.example.org', audience: 'sanlou', jwksUrl: undefined },
    secretKey: Buffer.alloc(32, 1),
    oldSecretKeys: [],
    requirePurpose: false,
    logLevel: 'info',
  });
});

test('the schema is told where development tokens are on, and where it is asked for', () => {
  const introspection = (environment: NodeJS.ProcessEnv) => readConfig(environment).walls.introspection;
  const oidc = { OIDC_ISSUER: external.OIDC_ISSUER, OIDC_AUDIENCE: external.OIDC_AUDIENCE };
  expect(introspection({})).toBe(true);
  expect(introspection({ ...oidc, SANLOU_DEV_TOKENS: 'false' })).toBe(true);
  expect(introspection(external)).toBe(false);
  expect(introspection({ ...external, SANLOU_DEV_TOKENS: 'true' })).toBe(true);
  expect(introspection({ ...external, SANLOU_INTROSPECTION: 'true' })).toBe(true);
  expect(introspection({ SANLOU_INTROSPECTION: 'false' })).toBe(false);
});

test('the walls are as they are set', () => {
  const environment = {
    SANLOU_RATE_LIMIT_ACCOUNT: '0',
    SANLOU_RATE_LIMIT_ADDRESS: '10',
    SANLOU_TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8',
    SANLOU_CORS_ORIGINS: 'https://a.example.org, http://localhost:5173',
    SANLOU_TRUSTED_DOCUMENTS: 'documents.json',
  };
  expect(readConfig(environment).walls).toEqual({
    rateLimits: { account: 0, address: 10 },
    trustProxy: ['loopback', '10.0.0.0/8', 'fd00::/8'],
    corsOrigins: ['https://a.example.org', 'http://localhost:5173'],
    introspection: true,
    trustedDocuments: 'documents.json',
  });
  expect(readConfig({ SANLOU_TRUST_PROXY: '2' }).walls.trustProxy).toBe(2);
});

test.each<readonly [string, string, string]>([
  ['SANLOU_RATE_LIMIT_ACCOUNT', '-1', 'a whole number, 0 for no limit'],
  ['SANLOU_RATE_LIMIT_ADDRESS', 'many', 'a whole number, 0 for no limit'],
  ...['true', 'proxy.example.org', '10.0.0.0/33', '::1/129', '10.0.0.1/8/8'].map(
    (text) =>
      [
        'SANLOU_TRUST_PROXY',
        text,
        'the number of proxies in front, or their addresses, as 10.0.0.0/8, loopback',
      ] as const,
  ),
  ...['*', 'null', 'https://*.example.org/', 'https://a.example.org/', 'https://A.example.org', 'ftp://a'].map(
    (text) =>
      [
        'SANLOU_CORS_ORIGINS',
        text,
        'origins separated by commas, as https://console.example.org, none of them a wildcard',
      ] as const,
  ),
])('%s=%s is refused', (name, text, wanted) => {
  expect(faultsOf({ [name]: text })).toEqual([`${name} should be ${wanted}`]);
});

test('older keys are read beside the current one, and secrets may be told with a purpose only', () => {
  const older = [2, 3].map((byte) => Buffer.alloc(32, byte));
  const environment = {
    ...external,
    SANLOU_OLD_SECRET_KEYS: older.map((each) => each.toString('base64')).join(', '),
    SANLOU_REQUIRE_PURPOSE: 'true',
  };
  expect(readConfig(environment)).toMatchObject({ oldSecretKeys: older, requirePurpose: true });
});

test('development tokens beyond the loopback are believed when asked for, and never handed out', () => {
  const environment = { ...external, HOST: '0.0.0.0', SANLOU_DEV_TOKENS: 'true' };
  expect(readConfig(environment)).toMatchObject({ developmentTokens: true, offersPersonas: false });
});

test('all faults are told together', () => {
  expect(
    faultsOf({
      PORT: '-1',
      DATABASE_URL: 'mysql://x',
      SANLOU_SECRET_KEY: 'short',
      SANLOU_OLD_SECRET_KEYS: `${key},short`,
      SANLOU_DEV_TOKENS: 'maybe',
      OIDC_AUDIENCE: 'x',
    }),
  ).toEqual([
    'PORT should be a port between 0 (any free one) and 65535',
    'DATABASE_URL should be a URL, as postgres://sanlou_app:password@localhost:5432/sanlou',
    expect.stringContaining('SANLOU_DEV_TOKENS should be'),
    'SANLOU_SECRET_KEY should be 32 bytes in base64, as made by: openssl rand -base64 32',
    'SANLOU_OLD_SECRET_KEYS should be keys of 32 bytes in base64, joined by commas',
    'OIDC_ISSUER and OIDC_AUDIENCE go together: set both or neither',
  ]);
});

test.each([
  [{ ...external, SANLOU_SECRET_KEY: undefined }, 'SANLOU_SECRET_KEY is needed with DATABASE_URL: 32 bytes in base64'],
  [{ ...external, OIDC_ISSUER: undefined }, 'OIDC_ISSUER and OIDC_AUDIENCE go together: set both or neither'],
  [{ SANLOU_DEV_TOKENS: 'false' }, 'OIDC_ISSUER is needed when development tokens are off: nobody could sign in'],
  [{ DATABASE_OWNER_URL: 'postgres://o@localhost/s' }, 'DATABASE_OWNER_URL is only for use with DATABASE_URL'],
])('what does not go together is refused: %#', (environment, fault) => {
  expect(faultsOf(environment)).toContain(fault);
});

test('.env.example names every variable that is read, and no other', () => {
  const read = readFileSync(path.join(__dirname, '../../src/config.ts'), 'utf8').match(
    /\b[A-Z]+(_[A-Z]+)*(?=: (str|url|bool|count|origins|proxies|port|postgresUrl|secretKeys?|logLevel)\()|(?<=environment\.)[A-Z_]+\b/g,
  );
  const example = readFileSync(path.join(__dirname, '../../.env.example'), 'utf8');
  const named = [...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name);
  const compose = ['POSTGRES_PASSWORD', 'SANLOU_OWNER_PASSWORD', 'SANLOU_APP_PASSWORD'];
  expect(new Set(named)).toEqual(new Set([...(read ?? []), ...compose]));
});
