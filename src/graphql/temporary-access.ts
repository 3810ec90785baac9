import { Kind, print, visit, type DocumentNode, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { parseGlobalId } from './ids';
import type { Operation } from './operation';

interface Asked {
  document: DocumentNode;
  operation: OperationDefinitionNode | undefined;
  variables: Record<string, unknown> | undefined;
}

const longestDocument = 4_000;
const mostIds = 100;

/** Puts on record what was asked for under a temporary access, one entry a grant; a refusal of everything has told nothing. */
export function witnessTemporaryAccess(operation: Operation, asked: Asked, { data }: ExecutionResult): void {
  if (operation.temporaryGrants.size === 0 || !data || Object.values(data).every((value) => value === null)) return;
  const after = {
    operation: asked.operation?.name?.value ?? null,
    document: withoutTexts(asked.document).slice(0, longestDocument),
    ids: [...idsIn(asked.variables)].slice(0, mostIds),
  };
  for (const { id, organizationId } of operation.temporaryGrants.values()) {
    operation.witness({ action: 'temporary_access.used_read', nodeType: 'Grant', nodeId: id, organizationId, after });
  }
}

/** The document as it was sent, but for texts that are no ids: a secret may be searched for or written by one. */
function withoutTexts(document: DocumentNode): string {
  const bare = visit(document, {
    [Kind.STRING]: (node) => (parseGlobalId(node.value) ? undefined : { ...node, value: '…', block: false }),
  });
  return print(bare);
}

/** The global ids among the values of variables. */
function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && parseGlobalId(value)) found.add(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) idsIn(inner, found);
  return found;
}
