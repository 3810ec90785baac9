export const scaleNames = ['S', 'L', 'X'] as const;

export type ScaleName = (typeof scaleNames)[number];

/** Tenants of one shape, each with so many pilot streets of 4,500 organizations beneath. */
export interface GeneratedScale {
  tenants: number;
  organizations: number;
  pilotStreets: number;
  membersEach: number;
}

/** What is generated; S is the demo. */
export const generatedScales: Readonly<Record<Exclude<ScaleName, 'S'>, GeneratedScale>> = {
  L: { tenants: 200, organizations: 5_000, pilotStreets: 1, membersEach: 3 },
  X: { tenants: 1, organizations: 1_000_000, pilotStreets: 222, membersEach: 3 },
};
