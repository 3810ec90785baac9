import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum OrganizationErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  LEVEL_NOT_ALLOWED = 'LEVEL_NOT_ALLOWED',
  WOULD_CREATE_CYCLE = 'WOULD_CREATE_CYCLE',
  DUPLICATE_REFERENCE = 'DUPLICATE_REFERENCE',
  STALE_VERSION = 'STALE_VERSION',
  HAS_CHILDREN = 'HAS_CHILDREN',
  HAS_ACTIVE_MEMBERSHIPS = 'HAS_ACTIVE_MEMBERSHIPS',
  DISSOLVED = 'DISSOLVED',
  LATER_CHANGES = 'LATER_CHANGES',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(OrganizationErrorCode, {
  name: 'OrganizationErrorCode',
  description: 'Why a change of an organization was refused.',
  valuesConfig: {
    INVALID: {
      description: 'A value that cannot be: blank, too long, a day that does not fit, a code that does not exist.',
    },
    NOT_FOUND: { description: 'A reference within the input names nothing that the actor may see.' },
    LEVEL_NOT_ALLOWED: { description: "The parent's level does not allow this level beneath it." },
    WOULD_CREATE_CYCLE: { description: 'The new parent is the organization itself or lies beneath it.' },
    DUPLICATE_REFERENCE: { description: 'The external reference or area code belongs to another organization.' },
    STALE_VERSION: { description: 'Someone changed it since it was read; the message tells the current version.' },
    HAS_CHILDREN: { description: 'It still has children on that day.' },
    HAS_ACTIVE_MEMBERSHIPS: { description: 'Memberships in it have not ended.' },
    DISSOLVED: { description: 'It, or the parent, is dissolved.' },
    LATER_CHANGES: {
      description: 'What came after that day does not fit: an act dated in the past may not contradict a later one.',
    },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a change of an organization was refused, and where.' })
export class OrganizationError extends UserError {
  @Field(() => OrganizationErrorCode, { description: 'Stable; what programs should read.' })
  code!: OrganizationErrorCode;
}

/** A refusal; `field` is a path beneath `input`, or null when it is the input as a whole. */
export function organizationFault(
  code: keyof typeof OrganizationErrorCode,
  field: string | null,
  sentence: Message,
): UserFault {
  return new UserFault(code, field === null ? null : ['input', field], sentence);
}

export function staleVersion(current: number): UserFault {
  return new UserFault('STALE_VERSION', ['input', 'expectedVersion'], {
    en: `It was changed since it was read; the current version is ${current}.`,
    zh: `读取之后已被更改，当前版本为 ${current}。`,
  });
}

const duplicateReference = (field: 'externalReference' | 'areaCode') => () =>
  organizationFault('DUPLICATE_REFERENCE', field, {
    en: 'Another organization has this reference.',
    zh: '该编号已被其他组织使用。',
  });

/** What the unique constraints mean to whoever gives an organization a code. */
export const codeConstraints = {
  organization_tenant_id_external_reference_key: duplicateReference('externalReference'),
  organization_tenant_id_area_code_key: duplicateReference('areaCode'),
};
