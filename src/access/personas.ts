/** The issuer of development tokens, as it stands in the demo's logins. */
export const developmentIssuer = 'urn:sanlou:development';

/** Someone whom one can be in the demo. */
export interface Persona {
  /** The account's name, and the subject of its development token. */
  readonly name: string;
  readonly title: string;
  /** The tenant's code; none for a platform operator. */
  readonly tenant?: string;
}

/** Account names are a contract. */
export const personas: readonly Persona[] = [
  { name: 'county', title: '奉节县 · ORGANIZER + ADMINISTRATOR', tenant: 'fengjie' },
  { name: 'county-viewer', title: '奉节县 · VIEWER', tenant: 'fengjie' },
  { name: 'auditor', title: '奉节县 · AUDITOR', tenant: 'fengjie' },
  { name: 'integrator', title: '奉节县 · INTEGRATOR', tenant: 'fengjie' },
  { name: 'yongan', title: '永安街道 · ORGANIZER', tenant: 'fengjie' },
  { name: 'yufu', title: '鱼复街道 · ORGANIZER', tenant: 'fengjie' },
  { name: 'yusheng', title: '羽声社区 · ORGANIZER', tenant: 'fengjie' },
  { name: 'bashu', title: '巴蜀花园小区党支部 · ORGANIZER', tenant: 'fengjie' },
  { name: 'bashu-grid', title: '巴蜀花园小区党支部 · GRID_WORKER', tenant: 'fengjie' },
  { name: 'newcomer', title: '永安街道 · no grant yet', tenant: 'fengjie' },
  { name: 'other-county', title: '临江县 · ORGANIZER', tenant: 'linjiang' },
  { name: 'platform', title: 'platform operator, no tenant' },
];

/** The account of the large county, which is written on request only. */
export const largePersona: Persona = { name: 'large', title: '万楼县 · ORGANIZER', tenant: 'large' };
