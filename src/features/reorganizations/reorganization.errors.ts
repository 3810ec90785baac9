import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum ReorganizationErrorCode {
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
  WRONG_STATE = 'WRONG_STATE',
  OWN_PLAN = 'OWN_PLAN',
  NOT_DUE = 'NOT_DUE',
  DEPENDENT = 'DEPENDENT',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(ReorganizationErrorCode, {
  name: 'ReorganizationErrorCode',
  description: 'Why a reorganization was refused. A fault of one of its acts has the path `input.acts.N`, N from 0.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: blank, too long, a day that does not fit, a key used twice.' },
    NOT_FOUND: {
      description: 'An act names something that is absent, out of reach, or not beneath the organization of the plan.',
    },
    LEVEL_NOT_ALLOWED: { description: "The parent's level does not allow this level beneath it." },
    WOULD_CREATE_CYCLE: { description: 'Something would stand beneath itself.' },
    DUPLICATE_REFERENCE: { description: 'An external reference or area code belongs to another organization.' },
    STALE_VERSION: { description: 'Someone changed it since it was read; the message tells the current version.' },
    HAS_CHILDREN: { description: 'What is to end still has children on that day.' },
    HAS_ACTIVE_MEMBERSHIPS: { description: 'What is to end still has memberships on that day.' },
    DISSOLVED: { description: 'An organization that an act names is dissolved.' },
    LATER_CHANGES: { description: 'What came after the day of the plan does not fit.' },
    WRONG_STATE: { description: 'The step does not follow on its present state; the message tells which that is.' },
    OWN_PLAN: { description: 'Nobody approves what he has drafted himself.' },
    NOT_DUE: { description: 'Its day has not come.' },
    DEPENDENT: { description: 'Something later rests on it; each is named.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a reorganization was refused, and where.' })
export class ReorganizationError extends UserError {
  @Field(() => ReorganizationErrorCode, { description: 'Stable; what programs should read.' })
  code!: ReorganizationErrorCode;
}

export function reorganizationFault(
  code: keyof typeof ReorganizationErrorCode,
  field: string | null,
  sentence: Message,
): UserFault {
  return new UserFault(code, field === null ? null : ['input', field], sentence);
}
