import type { Request, RequestHandler } from 'express';
import { badInput } from '../errors';
import { hashOfDocument, type TrustedDocuments } from '../graphql/trusted-documents';

/** What a request asks for, as it came. */
export interface Asked {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

/**
 * Lets only documents of the list run. They are asked for by `documentId`, as GraphQL over HTTP drafts it (`sha256:` and the
 * hash), by Apollo's `extensions.persistedQuery`, or by their very text; what comes after this sees the text alone.
 */
export function trustedOnly(documents: TrustedDocuments): RequestHandler {
  return (request, _response, next) => {
    const asked = askedOf(request);
    // Without anything asked for there is nothing to run: what comes next says so.
    if (!asked) return next();
    const text = trustedText(documents, asked);
    if (text === undefined) return next(untrusted());
    give(request, text);
    return next();
  };
}

/** The text of the one document that is asked for, if it is of the list. */
export function trustedText(documents: TrustedDocuments, asked: Asked): string | undefined {
  const hash = hashOf(asked);
  return hash === undefined ? undefined : documents.get(hash);
}

function askedOf(request: Request): Asked | undefined {
  if (request.method !== 'GET') {
    const body = request.body as unknown;
    return typeof body === 'object' && body !== null ? body : undefined;
  }
  const parameters = parametersOf(request);
  if (parameters.size === 0) return undefined;
  const [query, documentId, extensions] = ['query', 'documentId', 'extensions'].map((name) => parameters.get(name));
  return { query: query ?? undefined, documentId: documentId ?? undefined, extensions: parsed(extensions) };
}

/** Undefined when it names nothing, or more than one document. */
function hashOf({ query, documentId, extensions }: Asked): string | undefined {
  const apollo = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery;
  const hashes = [
    typeof query === 'string' && query !== '' ? hashOfDocument(query) : undefined,
    typeof documentId === 'string' ? (/^sha256:([0-9a-f]{64})$/.exec(documentId)?.[1] ?? '') : undefined,
    apollo ? (typeof apollo.sha256Hash === 'string' ? apollo.sha256Hash : '') : undefined,
  ].filter((hash) => hash !== undefined);
  return new Set(hashes).size === 1 ? hashes[0] : undefined;
}

function give(request: Request, text: string): void {
  if (request.method !== 'GET') {
    const { documentId: _documentId, extensions: _extensions, ...rest } = request.body as Asked;
    request.body = { ...rest, query: text };
    return;
  }
  const parameters = parametersOf(request);
  parameters.delete('documentId');
  parameters.delete('extensions');
  parameters.set('query', text);
  request.url = `${request.path}?${parameters.toString()}`;
}

function parametersOf(request: Request): URLSearchParams {
  return new URLSearchParams(request.url.split('?')[1] ?? '');
}

function parsed(json: string | null | undefined): unknown {
  try {
    return json == null ? undefined : (JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
}

const untrusted = () =>
  badInput(
    'Only the documents of a list run here, and this is none of them.',
    '此处仅可执行受信任列表中的文档，该文档不在其中。',
  );
