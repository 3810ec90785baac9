import { Field, Int } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { DateScalar } from '../../graphql/scalars';
import { PostKind } from './post.kind';

@Entity('post')
@ObjectType({ implements: Node, description: 'A post (岗位): one seat or several at an organization or a grid.' })
export class Post extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('bigint', { name: 'grid_id', nullable: true })
  gridId!: string | null;

  @Column('text')
  @Field(() => PostKind, { description: 'What it is for.' })
  kind!: PostKind;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'What people call it, where the kind does not say enough.' })
  title!: string | null;

  @Column('smallint', { name: 'minimum_holders', default: 1 })
  @Field(() => Int, { description: 'With fewer holders it is vacant; 0 or more.' })
  minimumHolders!: number;

  @Column('smallint', { name: 'maximum_holders', default: 1 })
  @Field(() => Int, { description: 'How many seats it has, 1 to 50.' })
  maximumHolders!: number;

  @Column('smallint', { name: 'term_months', nullable: true })
  @Field(() => Int, { nullable: true, description: 'How long a term is, in months; null where there are no terms.' })
  termMonths!: number | null;

  @Column('date', { name: 'abolished_on', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which there is no such post any more; null while there is.',
  })
  abolishedOn!: string | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Post', this.id);
  }
}
