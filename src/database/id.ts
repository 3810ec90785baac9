/** A bigint of the database, as decimal text: JavaScript numbers lose its last digits. */
export type Id = string;

const largest = 9_223_372_036_854_775_807n;

/** Whether the text is an id the database could hold: positive, no sign, no leading zero, within bigint. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,18}$/.test(text) && BigInt(text) <= largest;
}

/** The id, proven to be digits only, for the few places that cannot take a parameter. */
export function checkedInteger(id: Id): string {
  if (!isId(id)) throw new Error(`Not an id: ${JSON.stringify(id)}`);
  return id;
}
