/** In the order of the tables; the limit is what the others are measured by. */
export const contenderNames = ['limit', 'sanlou', 'postgraphile', 'mercurius', 'typeorm', 'tree-repository'] as const;

export type ContenderName = (typeof contenderNames)[number];
