import { isId, type Id } from '../database/id';
import { notFound } from '../errors';

/** The opaque id that clients see: `gid://sanlou/Organization/1885`. */
export function toGlobalId(type: string, id: Id): string {
  return `gid://sanlou/${type}/${id}`;
}

/** Type and id of a global id; undefined for any other text. */
export function parseGlobalId(globalId: string): { type: string; id: Id } | undefined {
  const match = /^gid:\/\/sanlou\/([A-Z][A-Za-z]{0,63})\/(\d{1,19})$/.exec(globalId);
  const [, type, id] = match ?? [];
  return type && id && isId(id) ? { type, id } : undefined;
}

/** The id of a node of the given type. An id of another type answers as an absent one does. */
export function fromGlobalId(type: string, globalId: string): Id {
  const parsed = parseGlobalId(globalId);
  if (parsed?.type !== type) throw notFound();
  return parsed.id;
}
