import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';

@Entity('grid')
@ObjectType({
  implements: Node,
  description: 'A grid (网格): a piece of ground that belongs to a branch and covers building groups.',
})
export class Grid extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('text')
  @Field({ description: 'Name for people.' })
  name!: string;

  @Column('text')
  @Field({ description: 'Unique in the tenant.' })
  code!: string;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change.' })
  version!: number;

  get globalId(): string {
    return toGlobalId('Grid', this.id);
  }
}
