import { Field, Int } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { maskIdentityNumber, maskPhone } from './mask';
import { unseal } from './secrets';

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

  @Column('bytea', { name: 'phone_hash', nullable: true })
  phoneHash!: Buffer | null;

  @Column('bytea', { name: 'identity_number_hash', nullable: true })
  identityNumberHash!: Buffer | null;

  /** Written by the database, from what the sealed value says. */
  @Column('text', { name: 'phone_key', nullable: true })
  phoneKey!: string | null;

  @Column('text', { name: 'identity_number_key', nullable: true })
  identityNumberKey!: string | null;

  @Column('timestamptz', { name: 'anonymized_at', nullable: true })
  @Field(() => Date, {
    nullable: true,
    description: 'When his data was taken away for good (匿名化); null while it is on record.',
  })
  anonymizedAt!: Date | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Phone number with its middle hidden, as `138****5678`; of one that is no Chinese mobile number up to seven characters and never more than half are shown. Null when none is on record.',
  })
  get phoneMasked(): string | null {
    return this.sealedPhone === null ? null : maskPhone(unseal(this.tenantId, this.sealedPhone));
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Resident identity number with its first three and last four characters, as `110***********002X`: neither district nor birthday. Null when none is on record.',
  })
  get identityNumberMasked(): string | null {
    return this.sealedIdentityNumber === null
      ? null
      : maskIdentityNumber(unseal(this.tenantId, this.sealedIdentityNumber));
  }

  get globalId(): string {
    return toGlobalId('Person', this.id);
  }
}
