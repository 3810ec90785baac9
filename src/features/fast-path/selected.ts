import {
  GraphQLObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** One field of a selection: how it is named in the schema, how in the answer, and what is selected of it. */
export interface Selected {
  name: string;
  key: string;
  node: FieldNode;
}

/** Said where an operation is none for the fast path; whoever hears it runs the operation as others do. */
export class Unfit extends Error {
  override name = 'Unfit';
}

/** Says of which field of an organization the reading failed. */
export class FailedField extends Error {
  constructor(
    readonly field: Selected,
    override readonly cause: unknown,
  ) {
    super('A field could not be read.');
  }
}

/** The fragments of one document, within its schema. */
export class Selections {
  /** By name; without a prototype, whose names a fragment may bear. */
  readonly fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments[definition.name.value] = definition;
    }
  }

  /**
   * The fields of a selection on objects of that type, fragments entered. Unfit: directives, a fragment that is spread twice,
   * and a key of the answer that is selected twice.
   */
  fields(selectionSet: SelectionSetNode | undefined, type: string): Selected[] {
    const found = [...this.walk(selectionSet, type, new Set())];
    if (new Set(found.map(({ key }) => key)).size < found.length) throw new Unfit('A key is selected twice.');
    return found;
  }

  private *walk(selectionSet: SelectionSetNode | undefined, type: string, entered: Set<string>): Generator<Selected> {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.directives?.length) throw new Unfit('There are directives.');
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const key = selection.alias?.value ?? name;
        if (key === '__proto__') throw new Unfit('No object keeps such a key.');
        yield { name, key, node: selection };
        continue;
      }
      // One that is spread in itself a million times over is no more work than once.
      if (selection.kind === Kind.FRAGMENT_SPREAD && entered.has(selection.name.value)) {
        throw new Unfit('A fragment is spread twice.');
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) entered.add(selection.name.value);
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments[selection.name.value];
      if (!fragment) throw new Unfit('There is no such fragment.');
      if (this.applies(fragment.typeCondition?.name.value, type))
        yield* this.walk(fragment.selectionSet, type, entered);
    }
  }

  private applies(condition: string | undefined, type: string): boolean {
    if (condition === undefined || condition === type) return true;
    const [asked, concrete] = [this.schema.getType(condition), this.schema.getType(type)];
    return concrete instanceof GraphQLObjectType && concrete.getInterfaces().some((each) => each.name === asked?.name);
  }
}
