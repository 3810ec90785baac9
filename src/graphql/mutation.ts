import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import type { StructureLock } from '../database/lock';
import { databaseFault } from '../database/fault';
import { conflict, UserFault, UserFaults } from '../errors';
import { writeAuditEntries } from './audit';
import type { WriteContext } from './context';
import type { Operation } from './operation';
import type { Write } from './write';
import type { KeyedInput, Payload } from './replays';
import { textFaults } from './text';

/** How a mutation field is written; part of its declaration, without which the schema does not start. */
export interface WriteDeclaration {
  structure: StructureLock;
  /** The payload's other non-null fields when nothing was written. */
  refused?: () => object;
  /** What the field does is always taken back, as by a dry run. */
  rehearsal?: boolean;
  /** The service finds the faults of `rows` itself, row by row. */
  judgesRows?: boolean;
  /** What a database constraint means to the caller, by the constraint's name: the database decides races. */
  constraints?: Readonly<Record<string, () => UserFault>>;
}

/** Declares a mutation field: one write transaction, taken back when it answers with user errors or is only rehearsed. */
export function Writes(declaration: WriteDeclaration) {
  return Extensions({ writes: declaration });
}

interface MutationInput extends KeyedInput {
  rows?: readonly object[];
}

type Resolve = GraphQLFieldResolver<unknown, unknown, { input: MutationInput }>;

/** Puts the write transaction around every mutation field, its access rules included: they are asked under the lock. */
export function makeWrites(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const declaration = field.extensions.writes as WriteDeclaration | undefined;
    if (!declaration) throw new Error(`Mutation.${field.name} does not declare how it writes.`);
    if (!field.resolve) throw new Error(`Mutation.${field.name} has no resolver.`);
    field.resolve = inTransaction(field.name, declaration, field.resolve as Resolve);
  }
}

function inTransaction(name: string, declaration: WriteDeclaration, resolve: Resolve): Resolve {
  return async (parent, args, context, info) => {
    const operation = context as Operation;
    const tx = await operation.begin(declaration.structure);
    try {
      const { payload, keep } = await perform(name, declaration, tx, args.input, () => resolve(parent, args, tx, info));
      if ((args.input.dryRun || declaration.rehearsal) && !payload.userErrors?.length)
        operation.rehearse(tx.transaction);
      else if (keep) await tx.commit();
      else await tx.transaction.rollback();
      return payload;
    } catch (error) {
      await tx.transaction.rollback().catch(() => undefined);
      return refusal(error, declaration, tx);
    }
  };
}

async function perform(
  name: string,
  declaration: WriteDeclaration,
  tx: Write & WriteContext,
  input: MutationInput,
  resolve: () => unknown,
): Promise<{ payload: Payload; keep: boolean }> {
  const { rows: _rows, ...whole } = input;
  const faults = textFaults(declaration.judgesRows ? whole : input);
  if (faults.length) throw new UserFaults(faults);
  if (input.idempotencyKey != null && !input.dryRun) checkKey(input.idempotencyKey);
  const payload = (await resolve()) as Payload;
  if (payload instanceof Error) throw payload;
  if (payload.userErrors?.length) return { payload, keep: false };
  if (tx.records.length === 0 && !tx.wasUnchanged) throw new Error(`${name} wrote without an audit entry.`);
  await writeAuditEntries(tx);
  return { payload, keep: true };
}

function checkKey(key: string): void {
  if (key.trim() !== '' && key.length <= 200) return;
  throw new UserFault('INVALID', ['input', 'idempotencyKey'], {
    en: 'A key has 1 to 200 characters.',
    zh: '幂等键应为 1 至 200 个字符。',
  });
}

function refusal(error: unknown, declaration: WriteDeclaration, tx: Write): object {
  const faults = faultsOf(error, declaration);
  // What the declaration gives no meaning of its own was taken by another meanwhile.
  if (!faults) throw databaseFault(error) === 'taken' ? conflict() : error;
  return { ...declaration.refused?.(), userErrors: faults.map((fault) => toUserError(fault, tx)) };
}

/** A user fault as the payload shows it. */
export function toUserError({ field, sentence, code }: UserFault, { locale }: Pick<Write, 'locale'>): object {
  return { field, message: sentence[locale], code };
}

function faultsOf(error: unknown, { constraints }: WriteDeclaration): readonly UserFault[] | undefined {
  if (error instanceof UserFault) return [error];
  if (error instanceof UserFaults) return error.faults;
  const constraint = (error as { constraint?: unknown }).constraint;
  const meaning = typeof constraint === 'string' ? constraints?.[constraint] : undefined;
  return meaning && [meaning()];
}
