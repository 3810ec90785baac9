interface Named {
  name: string;
  parent?: Named;
}

/** The path of a block from its suite down. */
export function nameOf({ name, parent }: Named): string {
  // The root of all blocks has a name of the library's own.
  return parent?.parent ? `${nameOf(parent)} › ${name}` : name;
}

/** What a test is known by: the suite it stands in, its blocks and its name. */
export const idOf: (test: Named) => string = nameOf;
