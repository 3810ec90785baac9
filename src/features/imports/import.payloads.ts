import { Extensions, Field, Float, Int } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { ActCount } from '../reorganizations/plans/reorganization-act.type';
import { Reorganization } from '../reorganizations/plans/reorganization.entity';
import { ImportError, ImportErrorCode } from './import.errors';
import { ImportNoticeCode, ImportRecognitionRule } from './import.enums';

const place = 'Which row, from 0; null where it is the rows as a whole.';
const inside = { cost: { role: 'inside' } };

@ObjectType({ description: 'What is wrong with a row. Messages that name another row count from 0 as well.' })
export class ImportFault {
  @Field(() => Int, { nullable: true, description: place })
  index!: number | null;

  @Field(() => String, { nullable: true, description: 'The field of the row; null where it is the row as a whole.' })
  column!: string | null;

  @Field(() => ImportErrorCode, { description: 'Stable; what programs should read.' })
  code!: ImportErrorCode;

  @Field({ description: 'A sentence for people, in the language of the request.' })
  message!: string;
}

@ObjectType({ description: 'How a row was read, so that its author can object; nothing has to be mended.' })
export class ImportNotice {
  @Field(() => Int, { nullable: true, description: place })
  index!: number | null;

  @Field(() => String, { nullable: true, description: 'The field of the row; null where it is the row as a whole.' })
  column!: string | null;

  @Field(() => ImportNoticeCode, { description: 'Stable; what programs should read.' })
  code!: ImportNoticeCode;

  @Field({ description: 'A sentence for people, in the language of the request.' })
  message!: string;
}

@ObjectType({ description: 'A row that was taken for an organization although something about it changes.' })
export class ImportRecognition {
  @Field(() => Int, { description: 'Which row, from 0.' })
  index!: number;

  @Field(() => ImportRecognitionRule, { description: 'By what it was recognized.' })
  rule!: ImportRecognitionRule;

  @Field({ description: 'A sentence for people, in the language of the request.' })
  message!: string;

  organizationId!: string;
}

@ObjectType({ description: 'A row of which it cannot be said whether it is one of the candidates or new.' })
export class ImportQuestion {
  @Field(() => Int, { description: 'Which row, from 0.' })
  index!: number;

  @Field({ description: 'Code of the row; the answer names it.' })
  code!: string;

  @Field({ description: 'A sentence for people, in the language of the request.' })
  message!: string;

  candidateIds!: string[];
}

@ObjectType({ description: 'Result of `importOrganizations`.' })
export class ImportOrganizationsPayload {
  @Field(() => Reorganization, {
    nullable: true,
    description: 'The plan, a draft; null when there is nothing to do, something is at fault, or a question is open.',
  })
  reorganization!: Reorganization | null;

  @Extensions({ cost: { size: 7 } })
  @Field(() => [ActCount], {
    description: 'How many acts lead to the tree of the rows, by kind; kinds without one are left out.',
  })
  counts!: ActCount[];

  @Field(() => Int, { description: 'Rows that say what is so already.' })
  unchanged!: number;

  @Field(() => Float, {
    description: 'Which part of the organizations that the rows speak of would be dissolved, from 0 to 1.',
  })
  dissolvedShare!: number;

  @Extensions(inside)
  @Field(() => [ImportRecognition], { description: 'Rows under another name or code than before, in their order.' })
  recognitions!: ImportRecognition[];

  @Extensions(inside)
  @Field(() => [ImportQuestion], { description: 'What has to be answered first, in the order of the rows.' })
  questions!: ImportQuestion[];

  @Extensions(inside)
  @Field(() => [ImportNotice], { description: 'How rows were read, in their order.' })
  notices!: ImportNotice[];

  @Extensions(inside)
  @Field(() => [ImportFault], { description: 'Everything that is wrong, in the order of the rows.' })
  faults!: ImportFault[];

  @Field(() => [ImportError], {
    description: 'Why it was refused: every fault and every open question again. Empty when it was done.',
  })
  userErrors!: ImportError[];
}

/** What there is to say when nothing was looked at. */
export const refusedImport = (): Omit<ImportOrganizationsPayload, 'userErrors'> => ({
  ...{ reorganization: null, counts: [], unchanged: 0, dissolvedShare: 0 },
  ...{ recognitions: [], questions: [], notices: [], faults: [] },
});
