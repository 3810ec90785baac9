import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../../graphql/context';
import { Writes } from '../../../graphql/mutation';
import { codeConstraints as constraints } from '../../organizations/organization.errors';
import {
  DissolveOrganizationInput,
  MergeOrganizationsInput,
  MoveOrganizationInput,
  RenameOrganizationInput,
  RestoreOrganizationInput,
  SplitOrganizationInput,
} from './act.inputs';
import {
  DissolveOrganizationPayload,
  MergeOrganizationsPayload,
  MoveOrganizationPayload,
  RenameOrganizationPayload,
  RestoreOrganizationPayload,
  SplitOrganizationPayload,
} from './act.payloads';
import {
  dissolveOrganization,
  mergeOrganizations,
  moveOrganization,
  renameOrganization,
  restoreOrganization,
  splitOrganization,
} from './direct-acts';

const answer = async <Done extends object>(done: Promise<Done>) => ({ ...(await done), userErrors: [] });

@Resolver()
export class StructuralMutations {
  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => RenameOrganizationPayload, {
    description: 'Gives an organization another name, other references or another order from a day on.',
  })
  renameOrganization(
    @Arg('input', () => RenameOrganizationInput) input: RenameOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return answer(renameOrganization(tx, input));
  }

  @Writes({ structure: 'exclusive' })
  @Mutation(() => MoveOrganizationPayload, { description: 'Moves an organization with everything beneath it.' })
  moveOrganization(@Arg('input', () => MoveOrganizationInput) input: MoveOrganizationInput, @Ctx() tx: WriteContext) {
    return answer(moveOrganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => MergeOrganizationsPayload, {
    description: 'Merges organizations of one level; their references and area codes still find where they went.',
  })
  mergeOrganizations(
    @Arg('input', () => MergeOrganizationsInput) input: MergeOrganizationsInput,
    @Ctx() tx: WriteContext,
  ) {
    return answer(mergeOrganizations(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => SplitOrganizationPayload, { description: 'Splits new organizations off one, beside it.' })
  splitOrganization(
    @Arg('input', () => SplitOrganizationInput) input: SplitOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return answer(splitOrganization(tx, input));
  }

  @Writes({ structure: 'exclusive' })
  @Mutation(() => DissolveOrganizationPayload, {
    description:
      'Ends an organization; refused while it has children, or memberships and grids that the input sends nowhere.',
  })
  dissolveOrganization(
    @Arg('input', () => DissolveOrganizationInput) input: DissolveOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return answer(dissolveOrganization(tx, input));
  }

  @Writes({ structure: 'exclusive' })
  @Mutation(() => RestoreOrganizationPayload, { description: 'Lets a dissolved organization exist again.' })
  restoreOrganization(
    @Arg('input', () => RestoreOrganizationInput) input: RestoreOrganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return answer(restoreOrganization(tx, input));
  }
}
