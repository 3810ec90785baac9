import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { UserFault } from '../../../errors';
import { UserError } from '../../../graphql/user-error';
import type { Message } from '../../../messages';

export enum ServiceAccountErrorCode {
  INVALID = 'INVALID',
  DUPLICATE_NAME = 'DUPLICATE_NAME',
  DISSOLVED = 'DISSOLVED',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(ServiceAccountErrorCode, {
  name: 'ServiceAccountErrorCode',
  description: 'Why a service account was not created.',
  valuesConfig: {
    INVALID: { description: 'A name that cannot be: blank or too long.' },
    DUPLICATE_NAME: { description: 'Another account of the tenant has this name.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a service account was not created, and where.' })
export class ServiceAccountError extends UserError {
  @Field(() => ServiceAccountErrorCode, { description: 'Stable; what programs should read.' })
  code!: ServiceAccountErrorCode;
}

export function serviceAccountFault(
  code: keyof typeof ServiceAccountErrorCode,
  field: string,
  sentence: Message,
): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
