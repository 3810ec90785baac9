import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';

@Entity('person')
@ObjectType({
  implements: Node,
  description: 'A person; seen by those who may read the organization that answers for him.',
})
export class Person extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  /** The organization that answers for the record: where he was registered, then where his membership is. */
  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('text')
  @Field({ description: 'Full name, 1 to 200 characters.' })
  name!: string;

  @Column('text')
  @Field({ description: 'The name in pinyin without tones.' })
  pinyin!: string;

  @Column('text', { name: 'external_reference', nullable: true })
  @Field(() => String, { nullable: true, description: 'His key in another register; unique in the tenant.' })
  externalReference!: string | null;

  /** Encrypted, as is the identity number. */
  @Column('text', { name: 'phone', nullable: true })
  sealedPhone!: string | null;

  @Column('text', { name: 'identity_number', nullable: true })
  sealedIdentityNumber!: string | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Person', this.id);
  }
}
