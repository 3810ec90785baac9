import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type Response, type Router } from 'express';
import helmet from 'helmet';

/** An account of the demo, offered in the page's picker with a token that is good for development only. */
export interface Persona {
  name: string;
  title: string;
  token: string;
}

interface UiOptions {
  /** Where the built page lies: its index.html and assets/. */
  directory: string;
  /** Left out where development tokens are off: the page then asks for a token to be pasted. */
  personas?: () => Promise<Persona[]>;
}

/** What the page needs and no more. Monaco writes style elements, hence 'unsafe-inline' for styles alone. */
const directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  workerSrc: ["'self'"],
  connectSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Serves GraphiQL at /graphiql from files of our own. */
export function createUi({ directory, personas }: UiOptions): Router {
  const router = express.Router();
  router.use('/graphiql', helmet.contentSecurityPolicy({ useDefaults: false, directives }));
  router.get('/graphiql', (_request, response) => sendPage(response, directory));
  router.use('/graphiql/assets', express.static(join(directory, 'assets'), assetOptions));
  if (personas) {
    router.get('/graphiql/personas', async (request, response) => {
      // A page of somebody else may have made its own name point here: it would be given every token.
      if (!loopbackNames.has(nameOf(request.headers.host))) {
        refuse(request, response);
        return;
      }
      response.set('cache-control', 'no-store').json({ personas: await personas() });
    });
  }
  router.use('/graphiql', refuse);
  return router;
}

/** The name in the Host header itself: what a proxy says of it can be said by a page too. */
function nameOf(host = ''): string {
  return host.replace(/:\d*$/, '');
}

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

/** The names of assets carry a hash of their content. */
const assetOptions = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;

function sendPage(response: Response, directory: string): void {
  response.set('cache-control', 'no-cache');
  if (existsSync(join(directory, 'index.html')))
    response.sendFile('index.html', { root: directory, cacheControl: false });
  else response.status(503).type('html').send(unbuiltPage);
}

function refuse(_request: Request, response: Response): void {
  const error = { message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } };
  response
    .status(404)
    .set('cache-control', 'no-store')
    .json({ errors: [error] });
}

const unbuiltPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>Sanlou</title>
  <h1>GraphiQL is not built</h1>
  <p>Install the development packages with <code>npm ci</code>, run <code>npm run build</code>, and load this page again.</p>
  <p>The API itself is not affected: it answers at <code>/graphql</code>.</p>
</html>
`;
