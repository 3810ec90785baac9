import { nothing, type Sql } from '../../database/sql';
import type { ReadContext } from '../../graphql/context';

// Whoever knows what is selected beneath organizations before they are found can have it read by the statement that finds
// them. Which rows that statement answers is decided without it.

const wanted = new WeakMap<ReadContext, Sql>();

/** Has these columns, each with a comma before it, selected of each organization `o` that is found meanwhile; they stand at it by their names. */
export async function selectingBeside<Found>(ctx: ReadContext, columns: Sql, find: () => Promise<Found>) {
  wanted.set(ctx, columns);
  try {
    return await find();
  } finally {
    wanted.delete(ctx);
  }
}

/** What is to be selected beside the columns of an organization; most often nothing. */
export const besideOf = (ctx: ReadContext): Sql => wanted.get(ctx) ?? nothing;
