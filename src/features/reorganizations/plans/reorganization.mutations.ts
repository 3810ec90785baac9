import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../../graphql/context';
import { Writes } from '../../../graphql/mutation';
import { codeConstraints as constraints } from '../../organizations/organization.errors';
import { readOrganization } from '../../organizations/organization.locks';
import type { Applied } from './apply';
import { amendReorganization, draftReorganization } from './draft';
import type { Reorganization } from './reorganization.entity';
import {
  AmendReorganizationInput,
  DraftReorganizationInput,
  ReorganizationStepInput,
  UndoReorganizationInput,
} from './reorganization.inputs';
import { PreviewReorganizationPayload, ReorganizationPayload } from './reorganization.payloads';
import * as steps from './steps';

const step = async (done: Promise<Reorganization>) => ({ reorganization: await done, userErrors: [] });
const act = async (done: Promise<Applied>) => ({ ...(await done), userErrors: [] });

@Resolver()
export class ReorganizationMutations {
  @Writes({ structure: 'shared' })
  @Mutation(() => ReorganizationPayload, { description: 'Begins a plan: a named, ordered list of acts.' })
  draftReorganization(
    @Arg('input', () => DraftReorganizationInput) input: DraftReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(draftReorganization(tx, input));
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => ReorganizationPayload, { description: 'Changes a draft; whoever may draft there may.' })
  amendReorganization(
    @Arg('input', () => AmendReorganizationInput) input: AmendReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(amendReorganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints, rehearsal: true })
  @Mutation(() => PreviewReorganizationPayload, {
    description:
      'Performs a plan and takes it back after the answer: the tree as it would be, what it touches. Writes nothing.',
  })
  async previewReorganization(
    @Arg('input', () => ReorganizationStepInput) input: ReorganizationStepInput,
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
  @Mutation(() => ReorganizationPayload, { description: 'Lays a draft before those who approve.' })
  proposeReorganization(
    @Arg('input', () => ReorganizationStepInput) input: ReorganizationStepInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(steps.proposeReorganization(tx, input));
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => ReorganizationPayload, {
    description:
      'Approves a plan, by someone other than its author whose own level stands above all it touches; it takes effect by itself on its day.',
  })
  approveReorganization(
    @Arg('input', () => ReorganizationStepInput) input: ReorganizationStepInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(steps.approveReorganization(tx, input));
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => ReorganizationPayload, { description: 'Refuses or withdraws what has not been applied.' })
  rejectReorganization(
    @Arg('input', () => ReorganizationStepInput) input: ReorganizationStepInput,
    @Ctx() tx: WriteContext,
  ) {
    return step(steps.rejectReorganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => ReorganizationPayload, { description: 'Applies an approved plan at once when its day has come.' })
  applyReorganization(
    @Arg('input', () => ReorganizationStepInput) input: ReorganizationStepInput,
    @Ctx() tx: WriteContext,
  ) {
    return act(steps.applyReorganization(tx, input));
  }

  @Writes({ structure: 'exclusive', constraints })
  @Mutation(() => ReorganizationPayload, {
    description: 'Undoes an applied reorganization as a whole, while nothing later rests on it.',
  })
  undoReorganization(
    @Arg('input', () => UndoReorganizationInput) input: UndoReorganizationInput,
    @Ctx() tx: WriteContext,
  ) {
    return act(steps.undoReorganization(tx, input));
  }
}
