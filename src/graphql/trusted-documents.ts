import { createHash } from 'node:crypto';
import { GraphQLError, parse, specifiedRules, validate, type GraphQLSchema } from 'graphql';
import { limitRules, limits } from './limits';

/** Documents by the SHA-256 of their text, in lower-case hexadecimal. */
export type TrustedDocuments = ReadonlyMap<string, string>;

/** The identifier of a document, as a client computes it. */
export function hashOfDocument(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads a manifest: an object of texts by hash, as GraphQL Code Generator writes it, or `{ operations: [{ id, body }] }`, as
 * Apollo's tools do. Throws with every fault of form.
 */
export function readManifest(json: string): TrustedDocuments {
  const documents = new Map<string, string>();
  const faults: string[] = [];
  for (const [id, text] of entriesOf(JSON.parse(json))) {
    const hash = String(id)
      .replace(/^sha256:/, '')
      .toLowerCase();
    if (typeof text !== 'string') faults.push(`${id}: its document is no text.`);
    else if (hashOfDocument(text) !== hash) faults.push(`${id}: it is not the SHA-256 of its document.`);
    else documents.set(hash, text);
  }
  refuse(faults);
  return documents;
}

/** Throws with every document that could not run on the schema, by its id. */
export function checkTrustedDocuments(documents: TrustedDocuments, schema: GraphQLSchema): void {
  refuse([...documents].flatMap(([id, text]) => faultsOf(text, schema).map((fault) => `${id}: ${fault}`)));
}

function faultsOf(text: string, schema: GraphQLSchema): string[] {
  try {
    const document = parse(text, { maxTokens: limits.tokens });
    return validate(schema, document, [...specifiedRules, ...limitRules]).map(({ message }) => message);
  } catch (error) {
    if (error instanceof GraphQLError) return [error.message];
    throw error;
  }
}

function entriesOf(manifest: unknown): [unknown, unknown][] {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw new Error('A manifest of trusted documents is a JSON object.');
  const { operations } = manifest as { operations?: unknown };
  if (!Array.isArray(operations)) return Object.entries(manifest);
  return operations.map((operation: { id?: unknown; body?: unknown } | null) => [operation?.id, operation?.body]);
}

function refuse(faults: readonly string[]): void {
  if (faults.length) throw new Error(`Trusted documents that cannot be used:\n  ${faults.join('\n  ')}`);
}
