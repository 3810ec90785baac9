import type { GraphQLError } from '../setup/api';

export interface Reply {
  data?: Record<string, unknown> | null;
  errors?: GraphQLError[];
}

/** What a mutation answers when it was let in: at a place that is dissolved it may say that instead. */
interface Said {
  codes: readonly string[];
  isGone: boolean;
}

/** What the reply says at the path. Whatever is neither a clear refusal nor a clear answer is told in full. */
export function outcomeOf(reply: Reply, path: readonly string[], says?: Said): string {
  const refused = refusalOf(reply, path);
  if (refused) return refused;
  const value = path.reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], reply.data);
  if (!says) return isEmpty(value) ? 'empty' : 'allowed';
  const codes = ((value as { userErrors?: { code: string }[] }).userErrors ?? []).map(({ code }) => code);
  if (codes.join() === says.codes.join()) return 'allowed';
  if (codes.join() === 'NOT_FOUND') return 'empty';
  if (says.isGone && codes.length > 0) return 'allowed';
  return `user errors: ${codes.join(', ')}`;
}

/** The code of the error on the way along the path; undefined where there is none. */
export function refusalOf({ errors = [] }: Reply, path: readonly string[]): string | undefined {
  const along = errors.filter(({ path: at = [] }) =>
    path.every((name, index) => at[index] === undefined || at[index] === name),
  );
  return along.length > 0 ? along.map(({ extensions }) => extensions.code).join(' and ') : undefined;
}

function isEmpty(value: unknown): boolean {
  if (value == null) return true;
  if (Array.isArray(value)) return value.every((item) => item == null);
  return typeof value === 'object' && 'edges' in value && (value.edges as unknown[]).length === 0;
}
