import { fromGlobalId } from '../../graphql/ids';
import { can, inherited, type PermissionPage } from '../../graphql/rules';
import type { ImportOrganizationsInput } from './import.inputs';

/** Nothing is read but what lies at or beneath the home, and nothing is written but a draft. */
const home = can('reorganization:draft', (_parent: unknown, { input }: { input: ImportOrganizationsInput }) =>
  fromGlobalId('Organization', input.organizationId),
);

export const permissions: PermissionPage = {
  Mutation: { importOrganizations: home },
  ImportOrganizationsPayload: inherited(
    ...['reorganization', 'counts', 'unchanged', 'dissolvedShare', 'recognitions', 'questions', 'notices', 'faults'],
    'userErrors',
  ),
  // Organizations that these name are read within the viewer's own reach.
  ImportRecognition: inherited('index', 'rule', 'message', 'organization'),
  ImportQuestion: inherited('index', 'code', 'message', 'candidates'),
  ImportNotice: inherited('index', 'column', 'code', 'message'),
  ImportFault: inherited('index', 'column', 'code', 'message'),
  ImportError: inherited('field', 'message', 'code'),
};
