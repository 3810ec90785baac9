import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { createOrganization } from './create-organization';
import { dissolveOrganization } from './dissolve-organization';
import { moveOrganization } from './move-organization';
import { duplicateReference } from './organization.errors';
import {
  CreateOrganizationInput,
  DissolveOrganizationInput,
  MoveOrganizationInput,
  UpdateOrganizationInput,
} from './organization.inputs';
import {
  CreateOrganizationPayload,
  DissolveOrganizationPayload,
  MoveOrganizationPayload,
  UpdateOrganizationPayload,
} from './organization.payloads';
import { updateOrganization } from './update-organization';

const constraints = {
  organization_tenant_id_external_reference_key: duplicateReference('externalReference'),
  organization_tenant_id_area_code_key: duplicateReference('areaCode'),
};

@Resolver()
export class OrganizationMutations {
  @Writes({ structure: 'shared', constraints })
  @Mutation(() => CreateOrganizationPayload, { description: 'Creates an organization beneath a parent.' })
  createOrganization(
    @Arg('input', () => CreateOrganizationInput) input: CreateOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return createOrganization(tx, input);
  }

  @Writes({ structure: 'shared', constraints })
  @Mutation(() => UpdateOrganizationPayload, {
    description: 'Changes names, references and order, not the place in the tree.',
  })
  updateOrganization(
    @Arg('input', () => UpdateOrganizationInput) input: UpdateOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return updateOrganization(tx, input);
  }

  @Writes({ structure: 'exclusive' })
  @Mutation(() => MoveOrganizationPayload, { description: 'Moves an organization with everything beneath it.' })
  moveOrganization(@Arg('input', () => MoveOrganizationInput) input: MoveOrganizationInput, @Ctx() tx: WriteContext) {
    return moveOrganization(tx, input);
  }

  @Writes({ structure: 'exclusive' })
  @Mutation(() => DissolveOrganizationPayload, {
    description: 'Ends an organization; refused while it has children, active memberships or grids.',
  })
  dissolveOrganization(
    @Arg('input', () => DissolveOrganizationInput) input: DissolveOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return dissolveOrganization(tx, input);
  }
}
