import { Field, Int } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { DateScalar } from '../../graphql/scalars';
import type { FoundThrough } from './history/found-through';
import type { Moment } from './history/moment';

@Entity('organization')
@ObjectType({ implements: Node, description: 'A party organization (党组织): one node of the tree.' })
export class Organization extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('smallint', { name: 'level_rank' })
  levelRank!: number;

  @Column('text', { nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What it is within its level: STREET, TOWN, TOWNSHIP, COMMUNITY, VILLAGE, COMPOUND, ...',
  })
  kind!: string | null;

  @Column('text')
  @Field({ description: 'Official name, 1 to 200 characters. Never a key: names recur.' })
  name!: string;

  @Column('text', { name: 'short_name', nullable: true })
  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName!: string | null;

  @Column('integer', { name: 'sort_order', default: 0 })
  @Field(() => Int, { description: 'Place among its siblings; equal places are ordered by area code, then by name.' })
  sortOrder!: number;

  @Column('text', { name: 'external_reference', nullable: true })
  @Field(() => String, { nullable: true, description: 'Its key in another register; unique in the tenant.' })
  externalReference!: string | null;

  @Column('text', { name: 'area_code', nullable: true })
  @Field(() => String, { nullable: true, description: 'Official area code of 12 digits (区划代码), where it has one.' })
  areaCode!: string | null;

  @Column('text')
  path!: string;

  @Column('smallint')
  @Field(() => Int, { description: "Levels beneath the tenant's root; 0 at the root." })
  depth!: number;

  @Column('date', { name: 'established_on', nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'Day on which it was established.' })
  establishedOn!: string | null;

  @Column('date', { name: 'dissolved_on', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer exists. A dissolved organization is no longer listed or counted.',
  })
  dissolvedOn!: string | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  /** Names and their pinyin, one a line; what a search looks through. */
  @Column('text', { name: 'search_terms' })
  searchTerms!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** When it stood so; undefined: today. */
  moment?: Moment;

  /** By which code of the past it was found; undefined: by what it has today. */
  foundThrough?: FoundThrough;

  /** All children in order, where they were read together with it. */
  loadedChildren?: Organization[];

  get globalId(): string {
    return toGlobalId('Organization', this.id);
  }
}
