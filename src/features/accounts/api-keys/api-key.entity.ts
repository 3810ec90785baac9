import { Field } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Role } from '../../../access/permission';
import { toGlobalId } from '../../../graphql/ids';
import { Node } from '../../../graphql/node';
import { ObjectType } from '../../../graphql/object-type';

@Entity('api_key')
@ObjectType({
  implements: Node,
  description: 'A key by which a service account signs in, kept as a hash only (接口密钥).',
})
export class ApiKey extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  @Field({ description: 'What it is for, in the words of who made it.' })
  name!: string;

  @Column('text')
  @Field({ description: 'Twelve characters in the middle of the key, to tell it from others; no secret.' })
  prefix!: string;

  @Column('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  @Column('text', { name: 'hashed_with' })
  hashedWith!: string;

  @Column('text', { nullable: true })
  @Field(() => Role, {
    nullable: true,
    description: 'The one role of its account that it lends; null when it lends every role.',
  })
  role!: Role | null;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('bigint', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  @Field({ description: 'When it was made.' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  @Field({ description: 'From this moment on it no longer works.' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null when never.' })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was taken back; null while it was not.' })
  revokedAt!: Date | null;

  @Column('bigint', { name: 'replaced_by', nullable: true })
  replacedById!: string | null;

  @Field({ description: 'Whether it works now: neither expired nor taken back, its account not suspended.' })
  isUsable!: boolean;

  /** Where its account belongs, and so who may see it. */
  homeId!: string;

  get globalId(): string {
    return toGlobalId('ApiKey', this.id);
  }
}
