// Builds the GraphiQL page into web/dist, unless what lies there was made from the same inputs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('.', import.meta.url));
const output = join(web, 'dist');
const stamp = join(output, '.inputs');
const packages = [
  '@graphiql/plugin-doc-explorer',
  '@graphiql/plugin-history',
  '@graphiql/react',
  'graphiql',
  'graphql',
  'monaco-editor',
  'react',
  'react-dom',
  'vite',
];

const versions = readVersions();
if (!versions) {
  const state = existsSync(join(output, 'index.html')) ? 'the page built earlier is served' : 'its page is left out';
  console.log(`GraphiQL: not built because the development packages are not installed; ${state}.`);
} else {
  const inputs = hashInputs(versions);
  if (!isBuiltFrom(inputs)) await buildFrom(inputs);
}

/** Undefined when one of the packages is not installed. */
function readVersions() {
  const { resolve } = createRequire(import.meta.url);
  try {
    return packages.map(
      (name) => `${name}@${JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')).version}`,
    );
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function hashInputs(versions) {
  const sources = readdirSync(join(web, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256').update(versions.join());
  for (const file of [join(web, 'index.html'), join(web, 'vite.config.mjs'), ...sources]) {
    hash.update(`\0${file.slice(web.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function isBuiltFrom(inputs) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
}

async function buildFrom(inputs) {
  const started = performance.now();
  process.stdout.write('GraphiQL: building the page (once) ... ');
  // Gone first, so that an interrupted build is not taken for a finished one.
  rmSync(stamp, { force: true });
  const { build } = await import('vite');
  await build({ configFile: join(web, 'vite.config.mjs') });
  writeFileSync(stamp, inputs);
  const seconds = (performance.now() - started) / 1000;
  console.log(`${(sizeOfOutput() / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s.`);
}

function sizeOfOutput() {
  return readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
