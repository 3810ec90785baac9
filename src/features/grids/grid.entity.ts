import { Field, Int } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import type { Moment } from '../organizations/history/moment';

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

  /** The first day with its present organization, where a reorganization carried it there. */
  @Column('date', { name: 'placed_on', nullable: true })
  placedOn!: string | null;

  /** When it stood so; undefined: today. */
  moment?: Moment;

  get globalId(): string {
    return toGlobalId('Grid', this.id);
  }
}
