import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum GrantErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  DUPLICATE_GRANT = 'DUPLICATE_GRANT',
  LONGER_THAN_OWN = 'LONGER_THAN_OWN',
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  ENDED = 'ENDED',
  DISSOLVED = 'DISSOLVED',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(GrantErrorCode, {
  name: 'GrantErrorCode',
  description: 'Why a grant was not given or taken back.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be, as an end before its start.' },
    NOT_FOUND: { description: 'A reference within the input names nothing that the actor may see.' },
    DUPLICATE_GRANT: { description: 'The account holds this role there in that time already.' },
    LONGER_THAN_OWN: { description: 'Nobody gives a grant that outlasts, or begins before, his own.' },
    OWN_ACCOUNT: { description: 'Nobody gives a role to his own account.' },
    ENDED: { description: 'It has ended or was taken back already.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a grant was not given or taken back, and where.' })
export class GrantError extends UserError {
  @Field(() => GrantErrorCode, { description: 'Stable; what programs should read.' })
  code!: GrantErrorCode;
}

export function grantFault(code: keyof typeof GrantErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
