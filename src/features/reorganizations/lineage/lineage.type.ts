import { Field, registerEnumType } from 'type-graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { ObjectType } from '../../../graphql/object-type';
import { DateScalar } from '../../../graphql/scalars';

export enum LineageDirection {
  PREDECESSORS = 'PREDECESSORS',
  SUCCESSORS = 'SUCCESSORS',
}
registerEnumType(LineageDirection, {
  name: 'LineageDirection',
  description: 'Which way a lineage is followed.',
  valuesConfig: {
    PREDECESSORS: { description: 'What it came from, and what those came from.' },
    SUCCESSORS: { description: 'What became of it, and of those.' },
  },
});

export enum LineageEdgeKind {
  RENAME = 'RENAME',
  MOVE = 'MOVE',
  MERGE = 'MERGE',
  SPLIT = 'SPLIT',
  DISSOLVE = 'DISSOLVE',
  RESTORE = 'RESTORE',
}
registerEnumType(LineageEdgeKind, {
  name: 'LineageEdgeKind',
  description: 'How one organization became another, or itself in another state.',
  valuesConfig: {
    RENAME: { description: 'It got another name or other references.' },
    MOVE: { description: 'It got another parent.' },
    MERGE: { description: 'The predecessor went into the successor.' },
    SPLIT: { description: 'The successor was split off the predecessor.' },
    DISSOLVE: { description: 'The predecessor ended; its members went to the successor.' },
    RESTORE: { description: 'It exists again.' },
  },
});

@ObjectType({ description: 'One step of a lineage: which organization became which, when and why. Kept for ever.' })
export class LineageEdge {
  @Field(() => LineageEdgeKind, { description: 'What happened.' })
  kind!: LineageEdgeKind;

  @Field(() => DateScalar, { description: 'Day from which it held.' })
  effectiveOn!: string;

  @Field(() => String, { nullable: true, description: 'Why.' })
  reason!: string | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Names and references before a RENAME.' })
  before!: object | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Names and references after a RENAME.' })
  after!: object | null;

  fromParentId!: string | null;
  toParentId!: string | null;
  predecessorId!: string;
  successorId!: string;
}

export enum AliasKind {
  EXTERNAL_REFERENCE = 'EXTERNAL_REFERENCE',
  AREA_CODE = 'AREA_CODE',
}
registerEnumType(AliasKind, {
  name: 'AliasKind',
  description: 'What a code is.',
  valuesConfig: {
    EXTERNAL_REFERENCE: { description: 'A key in another register.' },
    AREA_CODE: { description: 'An official area code.' },
  },
});

@ObjectType({ description: 'By which code of the past an organization was found.' })
export class FoundThrough {
  @Field(() => AliasKind, { description: 'What it is.' })
  kind!: AliasKind;

  @Field({ description: 'The code that was asked for.' })
  value!: string;

  organizationId!: string;
}

@ObjectType({ description: 'A reference or area code that an organization had and that still finds it.' })
export class OrganizationAlias {
  @Field(() => AliasKind, { description: 'What it is.' })
  kind!: AliasKind;

  @Field({ description: 'The code.' })
  value!: string;

  @Field(() => DateScalar, { description: 'First day on which it was no longer its own.' })
  givenUpOn!: string;
}
