import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { ReadContext, WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { ImportOrganizationsInput } from './import.inputs';
import { ImportOrganizationsPayload, ImportQuestion, ImportRecognition, refusedImport } from './import.payloads';
import { importOrganizations } from './import.service';

const mostCandidates = 10;

@Resolver()
export class ImportMutations {
  @Extensions({
    // A row costs ten objects to match, whatever is selected of it.
    cost: {
      role: 'container',
      size: ({ input }: { input: ImportOrganizationsInput }) => input.rows.length,
      weight: ({ input }: { input: ImportOrganizationsInput }) => 10 * input.rows.length,
    },
  })
  @Writes({ structure: 'shared', refused: refusedImport, judgesRows: true })
  @Mutation(() => ImportOrganizationsPayload, {
    description:
      'Drafts the plan that leads from the tree as it is to that of a hierarchy from another register: what is new is founded or split off, what is elsewhere moves, what is gone is dissolved.',
  })
  importOrganizations(
    @Arg('input', () => ImportOrganizationsInput) input: ImportOrganizationsInput,
    @Ctx() tx: WriteContext,
  ) {
    return importOrganizations(tx, input);
  }
}

@Resolver(() => ImportRecognition)
export class ImportRecognitionResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization; null where it is out of reach.',
  })
  async organization(@Root() { organizationId }: ImportRecognition, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }
}

@Resolver(() => ImportQuestion)
export class ImportQuestionResolver {
  @Extensions({ cost: { size: mostCandidates } })
  @FieldResolver(() => [Organization], { description: 'What it could be; the first 10.' })
  async candidates(@Root() { candidateIds }: ImportQuestion, @Ctx() ctx: ReadContext) {
    const ids = candidateIds.slice(0, mostCandidates);
    const found = await Promise.all(ids.map((id) => visibleOrganization(ctx).load(id)));
    return found.filter((each) => each !== undefined);
  }
}
