export const globalId = (type, id) => `gid://sanlou/${type}/${id}`;

export const idOf = (id) => id.slice(id.lastIndexOf('/') + 1);

/** Path and id behind which a page goes on, as they stand in Sanlou's cursor; before everything without one. */
export function placeOf(after) {
  const [path, id] = after ? JSON.parse(Buffer.from(after, 'base64url').toString()).slice(1) : ['', '0'];
  return { path, id };
}

/** The items of each id, in the order of the ids. */
export function grouped(ids, items, keyOf) {
  const groups = new Map(ids.map((id) => [id, []]));
  for (const item of items) groups.get(keyOf(item))?.push(item);
  return ids.map((id) => groups.get(id));
}
