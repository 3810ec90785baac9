import type { Id } from '../../../database/id';
import { UserFault } from '../../../errors';
import { parseGlobalId } from '../../../graphql/ids';
import { toCalled, type Act, type Ref } from '../acts/act';
import type { ActInput } from './act.inputs';

/** The acts as they are kept; a fault names the act by its position and the field. */
export function readActs(inputs: readonly ActInput[], from = 0): Act[] {
  return inputs.map((input, index) => readAct(input, new Place(from + index)));
}

function readAct(input: ActInput, place: Place): Act {
  const given = Object.entries(input).filter(([, value]) => value != null);
  if (given.length !== 1) throw place.fault('INVALID', 'Give exactly one field.', '必须且只能给出一项。');
  const { create, rename, move, merge, split, dissolve, restore } = input;
  if (create)
    return {
      kind: 'CREATE',
      key: create.key,
      parent: place.ref(create.parent),
      level: create.level,
      ...toCalled(create),
    };
  if (rename) {
    const { name, kind, shortName, externalReference, areaCode, sortOrder } = rename;
    if (name === null || sortOrder === null)
      throw place.fault('INVALID', 'Neither the name nor the order can be cleared.', '名称和排序不能清空。');
    return {
      ...{ kind: 'RENAME', organization: place.ref(rename.organization) },
      ...{ name, organizationKind: kind, shortName, externalReference, areaCode, sortOrder },
    };
  }
  if (move) {
    return {
      ...{ kind: 'MOVE', organization: place.ref(move.organization) },
      parent: place.ref(move.parent),
    };
  }
  if (merge) {
    return {
      ...{ kind: 'MERGE', organizations: place.refs(merge.organizations) },
      into: place.ref(merge.into),
    };
  }
  if (split) return readSplit(split, place);
  if (dissolve) {
    return {
      ...{ kind: 'DISSOLVE', organization: place.ref(dissolve.organization) },
      membersTo: dissolve.membersTo == null ? null : place.ref(dissolve.membersTo),
    };
  }
  const { organization, parent } = restore as NonNullable<typeof restore>;
  return {
    ...{ kind: 'RESTORE', organization: place.ref(organization) },
    parent: parent == null ? null : place.ref(parent),
  };
}

function readSplit(split: NonNullable<ActInput['split']>, place: Place): Act {
  const parts = split.parts.map((part) => ({
    ...{ key: part.key, ...toCalled(part) },
    children: place.refs(part.children ?? []),
    memberships: (part.memberships ?? []).map((id) => place.id('Membership', id)),
    grids: (part.grids ?? []).map((id) => place.id('Grid', id)),
  }));
  return { kind: 'SPLIT', organization: place.ref(split.organization), parts };
}

/** Where an act stands in the input. */
class Place {
  constructor(private readonly position: number) {}

  ref(text: string): Ref {
    return text.startsWith('new:') ? { key: text.slice(4) } : { id: this.id('Organization', text) };
  }

  refs(texts: readonly string[]): Ref[] {
    return texts.map((text) => this.ref(text));
  }

  id(type: string, text: string): Id {
    const parsed = parseGlobalId(text);
    if (parsed?.type === type) return parsed.id;
    throw outside(this.position);
  }

  fault(code: string, en: string, zh: string): UserFault {
    return new UserFault(code, ['input', 'acts', String(this.position)], { en, zh });
  }
}

/** One answer for absent, of another type, and out of the plan's reach. */
export function outside(position: number): UserFault {
  return new UserFault('NOT_FOUND', ['input', 'acts', String(position)], {
    en: 'It names what does not lie beneath the organization of the plan.',
    zh: '所指对象不在方案所属组织之下。',
  });
}
