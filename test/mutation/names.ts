interface Named {
  name: string;
  parent?: Named;
}

/** What a block or a test is known by: the suite it stands in, the blocks down to it, and its name. */
export function nameOf({ name, parent }: Named): string {
  // The root of all blocks has a name of the library's own.
  return parent?.parent ? `${nameOf(parent)} › ${name}` : name;
}
