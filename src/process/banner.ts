import type { Config } from '../config';
import type { Running } from './start';

const countsPerStreet =
  '{ viewer { roots { name breakdown(level: \\"STREET\\") { total { members } rows { organization { name kind } counts { organizations grids members } } } } } }';

/** What someone who has just started the product wants to know, as text. */
export function banner({ url, personas }: Pick<Running, 'url' | 'personas'>, config: Config, seconds: number): string {
  return [
    '',
    `  三楼 Sanlou is ready after ${seconds.toFixed(1)} s.`,
    '',
    `  GraphQL    ${url}/graphql`,
    ...(config.walls.introspection ? [`  GraphiQL   ${url}/graphiql`] : []),
    `  Health     ${url}/livez  ${url}/readyz`,
    `  Data       ${config.databaseUrl ? 'the PostgreSQL of DATABASE_URL' : config.dataDirectory}`,
    '',
    ...(personas.length ? [...tokens(personas), ...example(url, personas)] : [hint(config)]),
    '',
  ].join('\n');
}

function tokens(personas: Running['personas']): string[] {
  const width = Math.max(...personas.map(({ name }) => name.length));
  return [
    '  Whom you can be, by a token good for 30 days (again later: npx sanlou token NAME):',
    '',
    ...personas.flatMap(({ name, title, token }) => [`  ${name.padEnd(width)}  ${title}`, `    ${token}`]),
    '',
  ];
}

function example(url: string, personas: Running['personas']): string[] {
  const token = personas.find(({ name }) => name === 'county')?.token;
  if (!token) return [];
  return [
    '  Counts per street, ready to paste:',
    '',
    `  curl -s ${url}/graphql -H 'content-type: application/json' \\`,
    `    -H 'authorization: Bearer ${token}' \\`,
    `    -d '{"query":"${countsPerStreet}"}'`,
  ];
}

function hint({ developmentTokens, oidc }: Config): string {
  if (developmentTokens) return '  Development tokens are on; the command line signs them: npx sanlou token NAME';
  return `  Tokens come from ${oidc?.issuer ?? 'nowhere'}.`;
}
