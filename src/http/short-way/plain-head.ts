import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { limits } from '../../graphql/limits';
import { jsonType } from '../send';

export interface PlainHead {
  /** Bytes of the body. */
  length: number;
  /** The media type that the client prefers among those of the API. */
  answerType: string;
}

const plainType = /^application\/json(?:; ?charset=utf-8)?$/i;

/** What the head of a plain request says; undefined of any other one. */
export function plainHead({ method, url, headers }: IncomingMessage): PlainHead | undefined {
  if (method !== 'POST' || url !== '/graphql' || !plainType.test(headers['content-type'] ?? '')) return undefined;
  if (headers['content-encoding'] !== undefined || headers['transfer-encoding'] !== undefined) return undefined;
  const length = Number(headers['content-length']);
  if (headers.expect !== undefined || !(length >= 1 && length <= limits.body)) return undefined;
  const answerType = answerTypeFor(headers.accept);
  return answerType === undefined ? undefined : { length, answerType };
}

/** Those of Apollo, in its order. The last one is for clients of routers, which the ordinary way answers. */
const offered = [
  jsonType,
  'application/graphql-response+json; charset=utf-8',
  'application/json; callbackSpec=1.0; charset=utf-8',
];
const longestKept = 500;
/** By the header Accept, of which there are as many as kinds of clients; an empty text where none of them is answered here. */
const negotiated = new LRUCache<string, string>({ max: 200 });

function answerTypeFor(accept: string | undefined): string | undefined {
  if (!accept) return jsonType;
  if (accept.length > longestKept) return undefined;
  const known = negotiated.get(accept) ?? negotiate(accept);
  negotiated.set(accept, known);
  return known || undefined;
}

function negotiate(accept: string): string {
  const preferred = new Negotiator({ headers: { accept } }).mediaType(offered);
  return preferred === undefined || preferred === offered[2] ? '' : preferred;
}
