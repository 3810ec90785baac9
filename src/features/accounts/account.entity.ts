import { Field } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { AccountKind } from './account-kind';

@Entity('account')
@ObjectType({
  implements: Node,
  description: 'Someone, or some program, that signs in. What it may do is said by its grants.',
})
export class Account extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('text')
  @Field({ description: 'Unique in the tenant.' })
  name!: string;

  @Column('text')
  @Field(() => AccountKind, { description: 'Whether someone or some program signs in.' })
  kind!: AccountKind;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('bigint', { name: 'person_id', nullable: true })
  personId!: string | null;

  @Column('bigint', { name: 'invited_by', nullable: true })
  invitedBy!: string | null;

  @Column('timestamptz', { name: 'suspended_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was suspended; null while it may sign in.' })
  suspendedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Field({ description: 'Whether it may not sign in for the time being.' })
  get isSuspended(): boolean {
    return this.suspendedAt !== null;
  }

  get globalId(): string {
    return toGlobalId('Account', this.id);
  }
}
