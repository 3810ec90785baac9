import { Field, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Role } from '../../access/permission';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { DateScalar } from '../../graphql/scalars';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a grant allows, at its organization and beneath.',
  valuesConfig: {
    ADMINISTRATOR: {
      description:
        'Reads structure and names; invites and suspends accounts, gives and takes grants, strictly beneath its own organization.',
    },
    ORGANIZER: {
      description: 'Changes structure strictly beneath, people and memberships at and beneath; reads secrets.',
    },
    GRID_WORKER: {
      description: 'Reads structure, names and phone numbers, within its grid where the grant names one.',
    },
    TREASURER: { description: 'Reads structure and names.' },
    INTEGRATOR: { description: 'Registers people and writes memberships; reads no secrets.' },
    AUDITOR: { description: 'Reads everything, the audit trail and grants included; changes nothing.' },
    VIEWER: { description: 'Reads structure, counts and names.' },
  },
});

@Entity('role_grant')
@ObjectType({ implements: Node, description: 'A role at an organization, from a day to a day (授权).' })
export class Grant extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'account_id' })
  accountId!: string;

  @Column('text')
  @Field(() => Role, { description: 'What it allows.' })
  role!: Role;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('bigint', { name: 'grid_id', nullable: true })
  gridId!: string | null;

  @Column('date', { name: 'starts_on' })
  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  startsOn!: string;

  @Column('date', { name: 'ends_on', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer holds; null while open-ended.',
  })
  endsOn!: string | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was taken back; null while it was not.' })
  revokedAt!: Date | null;

  @Column('bigint', { name: 'granted_by', nullable: true })
  grantedBy!: string | null;

  /** The grant of the grantor that allowed it; null for what the operator of the machine gave. */
  @Column('bigint', { name: 'delegated_from', nullable: true })
  delegatedFrom!: string | null;

  /** The grant that allowed a temporary access, which ends with it. */
  @Column('bigint', { name: 'allowed_by', nullable: true })
  allowedBy!: string | null;

  /** Prepared for grants that end with an appointment; nothing writes it yet. */
  @Column('bigint', { name: 'appointment_id', nullable: true })
  appointmentId!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  @Field(() => Date, {
    nullable: true,
    description: 'From when on a temporary access no longer holds; null for a grant from a day to a day.',
  })
  expiresAt!: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Why a temporary access was taken; null for any other grant.' })
  reason!: string | null;

  @Field({
    description: 'Whether its holder took it himself for at most 4 hours, all that he reads under it being on record.',
  })
  get isTemporary(): boolean {
    return this.expiresAt !== null;
  }

  get globalId(): string {
    return toGlobalId('Grant', this.id);
  }
}
