import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum AccountErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  NAME_TAKEN = 'NAME_TAKEN',
  SUBJECT_TAKEN = 'SUBJECT_TAKEN',
  DISSOLVED = 'DISSOLVED',
  OWN_ACCOUNT = 'OWN_ACCOUNT',
  ALREADY_SUSPENDED = 'ALREADY_SUSPENDED',
  NOT_SUSPENDED = 'NOT_SUSPENDED',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(AccountErrorCode, {
  name: 'AccountErrorCode',
  description: 'Why a change of an account was refused.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: blank, too long, with control characters.' },
    NOT_FOUND: { description: 'A reference within the input names nothing that the actor may see.' },
    NAME_TAKEN: { description: 'Another account of the tenant has this name.' },
    SUBJECT_TAKEN: { description: 'The subject signs in to an account of this tenant already.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    OWN_ACCOUNT: { description: 'Nobody does this to his own account.' },
    ALREADY_SUSPENDED: { description: 'It is suspended already.' },
    NOT_SUSPENDED: { description: 'It is not suspended.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a change of an account was refused, and where.' })
export class AccountError extends UserError {
  @Field(() => AccountErrorCode, { description: 'Stable; what programs should read.' })
  code!: AccountErrorCode;
}

/** What the constraint on the names of a tenant's accounts means. */
export const nameTaken = () =>
  accountFault('NAME_TAKEN', 'name', { en: 'Another account has this name.', zh: '该名称已被其他账号使用。' });

export function accountFault(code: keyof typeof AccountErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
