import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { createOrganization } from './create-organization';
import { codeConstraints as constraints } from './organization.errors';
import { CreateOrganizationInput, UpdateOrganizationInput } from './organization.inputs';
import { CreateOrganizationPayload, UpdateOrganizationPayload } from './organization.payloads';
import { updateOrganization } from './update-organization';

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
}
