import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../../errors';
import { ObjectType } from '../../../graphql/object-type';
import { UserError } from '../../../graphql/user-error';
import type { Message } from '../../../messages';

export enum TemporaryAccessErrorCode {
  INVALID = 'INVALID',
  TOO_LONG = 'TOO_LONG',
  LONGER_THAN_OWN = 'LONGER_THAN_OWN',
  ROLE_NOT_ALLOWED = 'ROLE_NOT_ALLOWED',
  DISSOLVED = 'DISSOLVED',
  DUPLICATE = 'DUPLICATE',
  NOT_FOUND = 'NOT_FOUND',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(TemporaryAccessErrorCode, {
  name: 'TemporaryAccessErrorCode',
  description: 'Why a temporary access was not taken or handed back.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be, as a reason of a few letters or no minutes at all.' },
    TOO_LONG: { description: 'It would last longer than 4 hours.' },
    LONGER_THAN_OWN: { description: 'It would outlast the grant of the caller that allows it.' },
    ROLE_NOT_ALLOWED: {
      description: 'The role gives grants or administers accounts; such a role is given from above only.',
    },
    DISSOLVED: { description: 'The organization is dissolved.' },
    DUPLICATE: { description: 'The caller holds this role there already, for good or for some hours.' },
    NOT_FOUND: { description: 'It is no temporary access of the caller that still holds.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a temporary access was not taken or handed back, and where.' })
export class TemporaryAccessError extends UserError {
  @Field(() => TemporaryAccessErrorCode, { description: 'Stable; what programs should read.' })
  code!: TemporaryAccessErrorCode;
}

export function temporaryFault(
  code: keyof typeof TemporaryAccessErrorCode,
  field: string,
  sentence: Message,
): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
