import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../../graphql/context';
import { Writes } from '../../../graphql/mutation';
import { codeConstraints as constraints } from '../../organizations/organization.errors';
import { readOrganization } from '../../organizations/organization.locks';
import type { Applied } from './apply';
import { amendReorganization, draftReorganization } from './draft';
import type { Reorganization } from './reorganization.entity';
import * as inputs from './reorganization.inputs';
import * as payloads from './reorganization.payloads';
import * as steps from './steps';

const step = async (done: Promise<Reorganization>) => ({ reorganization: await done, userErrors: [] });
const act = async (done: Promise<Applied>) => ({ ...(await done), userErrors: [] });

@Resolver()
export class ReorganizationMutations {
  @Writes({ structure: 'shared' })
  @Mutation(() => payloads.DraftReorganizationPayload, { description: 'Begins a plan: a named, ordered list of acts.' })
  draftReorganization(
    @Arg('input', () => inputs.DraftReorganizationInput) input: inputs.DraftReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(draftReorganization(tx, input));
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => payloads.AmendReorganizationPayload, { description: 'Changes a draft; whoever may draft there may.' })
  amendReorganization(
    @Arg('input', () => inputs.AmendReorganizationInput) input: inputs.AmendReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(amendReorganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints, rehearsal: true })
  @Mutation(() => payloads.PreviewReorganizationPayload, {
    description:
      'Performs a plan and takes it back after the answer: the tree as it would be, what it touches. Writes nothing.',
  })
  async previewReorganization(
    @Arg('input', () => inputs.PreviewReorganizationInput) input: inputs.PreviewReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    const applied = await steps.previewReorganization(tx, input);
    return {
      ...applied,
      organization: await readOrganization(tx, applied.reorganization.organizationId),
      userErrors: [],
    };
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => payloads.ProposeReorganizationPayload, { description: 'Lays a draft before those who approve.' })
  proposeReorganization(
    @Arg('input', () => inputs.ProposeReorganizationInput) input: inputs.ProposeReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(steps.proposeReorganization(tx, input));
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => payloads.ApproveReorganizationPayload, {
    description:
      'Approves a plan, by someone other than its author whose own level stands above all it touches; it takes effect by itself on its day.',
  })
  approveReorganization(
    @Arg('input', () => inputs.ApproveReorganizationInput) input: inputs.ApproveReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(steps.approveReorganization(tx, input));
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => payloads.RejectReorganizationPayload, {
    description: 'Refuses or withdraws what has not been applied.',
  })
  rejectReorganization(
    @Arg('input', () => inputs.RejectReorganizationInput) input: inputs.RejectReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(steps.rejectReorganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => payloads.ApplyReorganizationPayload, {
    description: 'Applies an approved plan at once when its day has come.',
  })
  applyReorganization(
    @Arg('input', () => inputs.ApplyReorganizationInput) input: inputs.ApplyReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return act(steps.applyReorganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => payloads.UndoReorganizationPayload, {
    description: 'Undoes an applied reorganization as a whole, while nothing later rests on it.',
  })
  undoReorganization(
    @Arg('input', () => inputs.UndoReorganizationInput) input: inputs.UndoReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return act(steps.undoReorganization(tx, input));
  }
}
