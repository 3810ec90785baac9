import { isUtf8 } from 'node:buffer';
import { getOperationAST } from 'graphql';
import type { Request } from '../../graphql/executor';
import type { KnownDocuments } from '../../graphql/known-documents';
import type { TrustedDocuments } from '../../graphql/trusted-documents';
import { checkShape } from '../json-shape';
import { trustedText, type Asked } from '../trusted-documents';

interface Body extends Asked {
  variables?: unknown;
  operationName?: unknown;
}

/** The operation that a body asks for, when it asks plainly and its document is known; undefined otherwise. */
export function plainRequest(
  bytes: Buffer,
  known: KnownDocuments,
  trusted: TrustedDocuments | undefined,
): Request | undefined {
  const body = parsed(bytes);
  if (!body) return undefined;
  const { variables = null, operationName = null } = body;
  if (!isRecordOrNull(variables) || (operationName !== null && typeof operationName !== 'string')) return undefined;
  const text = textOf(body, trusted);
  const document = text === undefined ? undefined : known.find(text);
  const operation = document && getOperationAST(document, operationName);
  if (!operation) return undefined;
  return { document, operation, operationName: operation.name?.value, variables: variables ?? undefined };
}

const openBrace = 0x7b;

/** The object; undefined for all that is none or has another shape, which the ordinary way tells. */
function parsed(bytes: Buffer): Body | undefined {
  if (bytes[0] !== openBrace || !isUtf8(bytes)) return undefined;
  try {
    checkShape(bytes, 'utf-8');
    return JSON.parse(bytes.toString()) as Body;
  } catch {
    return undefined;
  }
}

/** The document by its text alone, or as the list of trusted ones knows it: what is known by its text has been found there. */
function textOf(body: Body, trusted: TrustedDocuments | undefined): string | undefined {
  const { query, documentId, extensions } = body;
  if (documentId === undefined && isEmpty(extensions)) return typeof query === 'string' ? query : undefined;
  return trusted && trustedText(trusted, body);
}

function isRecordOrNull(value: unknown): value is Record<string, unknown> | null {
  return typeof value === 'object' && !Array.isArray(value);
}

function isEmpty(extensions: unknown): boolean {
  return extensions == null || (isRecordOrNull(extensions) && Object.keys(extensions ?? {}).length === 0);
}
