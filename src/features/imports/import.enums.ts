import { registerEnumType } from 'type-graphql';
import type { HierarchyNoticeCode } from './hierarchy/faults';
import type { RecognitionRule } from './hierarchy/matches';

export enum ImportRecognitionRule {
  SAME_CODE = 'SAME_CODE',
  SAME_NAME = 'SAME_NAME',
  SIMILAR_NAME = 'SIMILAR_NAME',
  ANSWER = 'ANSWER',
  ROOT = 'ROOT',
}
const rules: Record<RecognitionRule, { description: string }> = {
  SAME_CODE: { description: 'It has the code.' },
  SAME_NAME: { description: 'No other has the name, among the rows or in the tree.' },
  SIMILAR_NAME: { description: 'The names are similar, and others came from the same place to the same place.' },
  ANSWER: { description: 'It was answered so.' },
  ROOT: { description: 'It is the root, which had no code yet.' },
};
registerEnumType(ImportRecognitionRule, {
  name: 'ImportRecognitionRule',
  description: 'By what a row and an organization were found to be the same.',
  valuesConfig: rules,
});

export enum ImportNoticeCode {
  DUPLICATE_SAME = 'DUPLICATE_SAME',
  FULL_WIDTH = 'FULL_WIDTH',
  NAMES_EXCHANGED = 'NAMES_EXCHANGED',
  CHILDREN_LEFT = 'CHILDREN_LEFT',
  HOME_KEPT = 'HOME_KEPT',
}
const notices: Record<HierarchyNoticeCode, { description: string }> = {
  DUPLICATE_SAME: { description: 'A row says what an earlier one says, and is left out.' },
  FULL_WIDTH: { description: 'Full-width characters of a code were read as ASCII.' },
  NAMES_EXCHANGED: { description: 'Two organizations exchange their names, which may be a mistake.' },
  CHILDREN_LEFT: { description: 'Something is to end beneath which others still stand that no row speaks of.' },
  HOME_KEPT: { description: 'The organization of the import stays as it is: a plan changes only what lies beneath.' },
};
registerEnumType(ImportNoticeCode, {
  name: 'ImportNoticeCode',
  description: 'How a row was read.',
  valuesConfig: notices,
});
