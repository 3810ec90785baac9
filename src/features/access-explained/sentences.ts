import type { Permission, Role } from '../../access/permission';
import type { Message } from '../../messages';
import type { MissingAccessReason } from './explanation.type';

export interface ProofNames {
  role: Role;
  permission: Permission;
  strictly: boolean;
  depth: number;
  /** What organizations and the grid are called; undefined where the viewer may not see them. */
  place: string | undefined;
  root: string | undefined;
  grid: string | undefined;
  home: string | undefined;
}

/** A proof in words: the grant, from where it reaches, how far down the node's organization lies, and the rule. */
export function proofSentence({ role, permission, strictly, depth, place, root, grid, home }: ProofNames): Message {
  const at = quoted(place, 'a place out of sight', '不可见的组织');
  const start = quoted(root, 'a building group of it', '其楼栋');
  const kept =
    grid === undefined
      ? { en: '', zh: '' }
      : { en: `, kept to the grid “${grid}”, which covers ${start.en}`, zh: `，限于网格“${grid}”所辖的${start.zh}` };
  const from = grid === undefined ? at : start;
  const node = quoted(home, 'The organization of the node', '该对象所属组织');
  const levels = depth === 1 ? '1 level' : `${depth} levels`;
  const edge =
    depth === 0
      ? { en: `${node.en} is that very place`, zh: `${node.zh}即该处` }
      : { en: `${node.en} lies ${levels} beneath ${from.en}`, zh: `${node.zh}位于${from.zh}之下第 ${depth} 级` };
  const rule = strictly
    ? {
        en: `Held above, ${role} allows ${permission} on an organization itself`,
        zh: `自上级持有，${role} 对组织本身拥有 ${permission}`,
      }
    : {
        en: `${role} allows ${permission} there and in all that lies beneath`,
        zh: `${role} 在该处及其下级拥有 ${permission}`,
      };
  return {
    en: `${role} at ${at.en}${kept.en}. ${edge.en}. ${rule.en}.`,
    zh: `在${at.zh}担任 ${role}${kept.zh}；${edge.zh}；${rule.zh}。`,
  };
}

/** What is missing in words. */
export function missingSentence(
  reason: MissingAccessReason,
  role: Role | undefined,
  place: string | undefined,
  roles: readonly Role[],
): Message {
  const at = quoted(place, 'a place out of sight', '不可见的组织');
  const grant = { en: `${role} at ${at.en}`, zh: `在${at.zh}的 ${role} 授权` };
  const would = { en: roles.join(', '), zh: roles.join('、') };
  const sentences: Readonly<Record<MissingAccessReason, Message>> = {
    ACCOUNT_SUSPENDED: { en: 'The account is suspended.', zh: '该账号已停用。' },
    NO_GRANT: {
      en: `It has no grant of any use here. It takes one of ${would.en}.`,
      zh: `没有可用的授权；需要 ${would.zh} 之一。`,
    },
    GRANT_NOT_YET: { en: `${grant.en} has not begun yet.`, zh: `${grant.zh}尚未开始。` },
    GRANT_ENDED: { en: `${grant.en} has ended.`, zh: `${grant.zh}已结束。` },
    GRANT_REVOKED: { en: `${grant.en} was taken back.`, zh: `${grant.zh}已收回。` },
    ROLE_LACKS_PERMISSION: {
      en: `${grant.en} reaches here and does not allow it. It takes one of ${would.en}.`,
      zh: `${grant.zh}可及此处，但不含该权限；需要 ${would.zh} 之一。`,
    },
    OTHER_PLACE: { en: `${grant.en} does not reach here.`, zh: `${grant.zh}不及此处。` },
    OUTSIDE_GRID: {
      en: `${grant.en} is kept to a grid that does not cover this.`,
      zh: `${grant.zh}限于网格，不含此处。`,
    },
    AT_NOT_ABOVE: {
      en: `${grant.en} is held at this very place; it has to be held above.`,
      zh: `${grant.zh}就在本级；须由上级持有。`,
    },
  };
  return sentences[reason];
}

function quoted(name: string | undefined, en: string, zh: string): Message {
  return name === undefined ? { en, zh } : { en: `“${name}”`, zh: `“${name}”` };
}
