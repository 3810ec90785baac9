import type { Locale } from '../../messages';
import type { ActCount } from '../reorganizations/plans/reorganization-act.type';
import type { Reorganization } from '../reorganizations/plans/reorganization.entity';
import { chinese } from './chinese';
import type { HierarchyFault } from './hierarchy/faults';
import { ImportNoticeCode, ImportRecognitionRule } from './import.enums';
import { ImportErrorCode, type ImportError } from './import.errors';
import type { ImportOrganizationsPayload } from './import.payloads';
import type { ImportPlan } from './plan/plan-import';

/** What was planned, as a client sees it, in his language. */
export function present(
  plan: ImportPlan,
  reorganization: Reorganization | null,
  locale: Locale,
): ImportOrganizationsPayload {
  const isChinese = locale === 'zh';
  const faults = plan.faults.map(({ line, column, code, message }) => ({
    ...{ index: line, column, code: ImportErrorCode[code] },
    message: isChinese ? chinese.faults[code] : message,
  }));
  const questions = plan.questions.map(({ line, code, text, candidates }) => ({
    ...{ index: line, code, message: isChinese ? chinese.question : text },
    candidateIds: candidates.map(({ id }) => id),
  }));
  return {
    ...{ reorganization, counts: countsOf(plan), unchanged: plan.unchanged, dissolvedShare: plan.dissolvedShare },
    recognitions: plan.recognitions.map(({ line, rule, text, organizationId }) => ({
      ...{ index: line, rule: ImportRecognitionRule[rule], organizationId },
      message: isChinese ? chinese.recognitions[rule] : text,
    })),
    notices: plan.notices.map(({ line, column, code, message }) => ({
      ...{ index: line, column, code: ImportNoticeCode[code] },
      message: isChinese ? chinese.notices[code] : message,
    })),
    ...{ questions, faults },
    userErrors: [
      ...plan.faults.map((fault, index) => ({
        ...{ field: fieldOf(fault), message: faults[index]?.message ?? '', code: ImportErrorCode[fault.code] },
      })),
      ...questions.map(({ index, message }): ImportError => ({
        ...{ field: ['input', 'rows', String(index), 'code'], message, code: ImportErrorCode.UNANSWERED },
      })),
    ],
  };
}

function countsOf({ counts }: ImportPlan): ActCount[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => ({ kind: kind as ActCount['kind'], count }));
}

function fieldOf({ line, column, code }: HierarchyFault): string[] {
  if (code === 'TOO_MANY_DISSOLVED') return ['input', 'allowDissolve'];
  if (code === 'NOT_FOUND' || code === 'ANSWER_REFUSED') return ['input', 'answers'];
  return ['input', 'rows', ...(line === null ? [] : [String(line)]), ...(column === null ? [] : [column])];
}
