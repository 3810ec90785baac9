import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';

@Entity('audit_entry')
@ObjectType({
  implements: Node,
  description: 'Who did what to which node, and when (审计). Entries are only ever added.',
})
export class AuditEntry extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('timestamptz', { name: 'occurred_at' })
  @Field(() => Date, { description: 'When the change was made.' })
  occurredAt!: Date;

  @Column('bigint', { name: 'account_id' })
  accountId!: string;

  @Column('text', { name: 'request_id' })
  @Field({ description: 'The request it came with; entries of one request belong together.' })
  requestId!: string;

  @Column('text')
  @Field({ description: 'What was done, as `membership.assigned`.' })
  action!: string;

  @Column('text', { name: 'node_type' })
  nodeType!: string;

  @Column('bigint', { name: 'node_id' })
  subjectId!: string;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Why, in the words of who did it.' })
  reason!: string | null;

  @Column('jsonb', { nullable: true })
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What it was before; null for something new.' })
  before!: object | null;

  @Column('jsonb', { nullable: true })
  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What it was afterwards.' })
  after!: object | null;

  @Column('bigint', { name: 'api_key_id', nullable: true })
  apiKeyId!: string | null;

  @Field(() => ID, { description: 'Id of the node that was changed.' })
  get nodeId(): string {
    return toGlobalId(this.nodeType, this.subjectId);
  }

  get globalId(): string {
    return toGlobalId('AuditEntry', this.id);
  }
}
