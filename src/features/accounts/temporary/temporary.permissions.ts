import { fromGlobalId } from '../../../graphql/ids';
import { can, inherited, scoped, within, type PermissionPage } from '../../../graphql/rules';
import type { TakeTemporaryAccessInput } from './temporary.inputs';

const payload = inherited('grant', 'userErrors');

export const permissions: PermissionPage = {
  Mutation: {
    takeTemporaryAccess: can<unknown, { input: TakeTemporaryAccessInput }>('access:temporary', (_parent, { input }) =>
      fromGlobalId('Organization', input.organizationId),
    ),
    // Whoever holds one hands it back; which are his own his actor says.
    endTemporaryAccess: within(),
  },
  Subscription: {
    temporaryAccessTaken: can<unknown, { organizationId: string }>('grant:read', (_parent, { organizationId }) =>
      fromGlobalId('Organization', organizationId),
    ),
  },
  Organization: { temporaryAccesses: scoped('grant:read') },
  TakeTemporaryAccessPayload: payload,
  EndTemporaryAccessPayload: payload,
  TemporaryAccessError: inherited('field', 'message', 'code'),
};
