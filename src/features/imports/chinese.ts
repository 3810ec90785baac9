import type { HierarchyFaultCode, HierarchyNoticeCode } from './hierarchy/faults';
import type { RecognitionRule } from './hierarchy/matches';

/** What is told of a file, in Chinese; the English sentences, made where it is found, name the other rows as well. */
export const chinese = {
  faults: {
    BLANK: '单元格为空。',
    FORMULA: '单元格是公式，请填写其值。',
    INVISIBLE: '单元格包含不可见字符。',
    CONTROL_CHARACTER: '单元格包含换行等控制字符。',
    TOO_LONG: '字符数超过上限。',
    INVALID: '该值无效：排序应为整数，区划代码应为 6、9 或 12 位数字。',
    UNKNOWN_LEVEL: '没有这一层级。',
    LEVEL_NOT_ALLOWED: '上级的层级之下不能直接设此层级。',
    LEVEL_AT_TWO_DEPTHS: '同一层级出现在两种深度。',
    LEVEL_CHANGED: '该代码的组织属于另一层级，层级不能改变。',
    LEVEL_IN_USE: '文件的层级与正在使用的层级不能并存。',
    DUPLICATE_CONFLICTING: '同一代码的两行内容不一致。',
    DUPLICATE_AREA_CODE: '两行的区划代码相同。',
    SELF_PARENT: '上级不能是其自身。',
    CYCLE: '该行位于自身之下，上下级关系成环。',
    ORPHAN: '上级既不在文件中，也不在现有组织中。',
    SEVERAL_ROOTS: '没有上级的行不止一行。',
    NO_ROOT: '该行没有上级，但不是现有的根组织。',
    ROOT_MOVED: '根组织不能移至其他组织之下。',
    CODE_TAKEN: '该代码已由其他组织使用。',
    CODE_OF_DISSOLVED: '该代码属于已撤销的组织，请恢复该组织或另用代码。',
    CODES_SWAPPED: '几个组织互换代码，无法依次完成。',
    ANSWER_REFUSED: '该答复不成立：行或组织已另有所属，或层级不同。',
    NOT_FOUND: '答复所指的组织不存在。',
    TOO_MANY_DISSOLVED: '将撤销的组织超过文件所涉组织的十分之一，须明确允许。',
  },
  notices: {
    DUPLICATE_SAME: '与前面一行内容相同，已略去。',
    FULL_WIDTH: '全角字符已按半角读取。',
    NAMES_EXCHANGED: '两个组织互换名称，请核对。',
    CHILDREN_LEFT: '将撤销的组织之下仍有文件未提及的下级。',
    HOME_KEPT: '导入所在的组织保持不变：方案只变更其下级。',
  },
  recognitions: {
    SAME_CODE: '代码相同。',
    SAME_NAME: '名称相同，且没有其他组织使用该名称。',
    SIMILAR_NAME: '名称相近，且同处的其他组织也由原处划来。',
    ANSWER: '已如此答复。',
    ROOT: '根组织此前没有代码。',
  },
  question: '该行可能是下列组织之一，也可能是新组织，请答复。',
} as const satisfies {
  faults: Record<HierarchyFaultCode, string>;
  notices: Record<HierarchyNoticeCode, string>;
  recognitions: Record<RecognitionRule, string>;
  question: string;
};
