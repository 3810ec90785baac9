import type { Ground, Nodes } from '../places';

/** Something that can be named, by an id or a text. */
export interface Name {
  kind: string;
  name: string;
}

/** What a slot of the kind can be given from one place. */
function namesOf(nodes: Nodes, isId: boolean): Name[] {
  if (isId) return Object.entries(nodes.ids).map(([kind, name]) => ({ kind, name }));
  return Object.entries(nodes.texts).map(([kind, name]) => ({ kind, name }));
}

/** What lies within the asker's reach. */
export function within({ nodes }: Ground, isId: boolean): Name[] {
  const { beneath, own } = nodes;
  const found = [...namesOf(beneath, isId), ...namesOf(own, isId)];
  return isId ? [...found, { kind: 'Organization', name: beneath.childId }] : found;
}

/** What lies where the asker may not know of it. */
export function beyond({ nodes }: Ground, isId: boolean): Name[] {
  return [nodes.above, nodes.beside, nodes.elsewhere].flatMap((place) => namesOf(place, isId));
}

/** Names of nothing: an absent one of every kind, and what could be no name at all. */
export function absent({ nodes }: Ground, isId: boolean): Name[] {
  if (!isId) return Object.keys(nodes.own.texts).map((kind) => ({ kind, name: absentTexts[kind] ?? `no ${kind}` }));
  const types = [...new Set(Object.values(nodes.own.ids).map((id) => id.split('/')[3] ?? ''))];
  return types.map((type) => ({ kind: type, name: `gid://sanlou/${type}/999999999` }));
}

export function malformed({ nodes }: Ground, kinds: ReadonlySet<string>): Name[] {
  const [type = ''] = [...kinds].map((kind) => nodes.own.ids[kind]?.split('/')[3] ?? '');
  const id = nodes.own.ids[type]?.split('/')[4] ?? '';
  return [
    'gid://sanlou/Nothing/1',
    `gid://sanlou/${type}/0`,
    `gid://sanlou/${type}/0${id}`,
    `gid://sanlou/${type}/-${id}`,
    `gid://sanlou/${type}/9223372036854775808`,
    `gid://sanlou/${type}/${id} `,
    `gid://other/${type}/${id}`,
    id,
    '',
  ].map((name) => ({ kind: 'malformed', name }));
}

const absentTexts: Readonly<Record<string, string>> = {
  areaCode: '999999999999',
  phone: '13999999999',
  identityNumber: '110105194912310089',
};
