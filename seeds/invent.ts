import { checkCharacter } from '../src/features/people/identity-number';
import type { Random } from './random';

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛范彭郎'];
const given = [
  ...'安邦博超成春达德东恩方芳刚光国海浩红宏华辉慧佳建健洁静娟军俊凯兰磊丽林玲龙梅美敏明娜宁平琴青庆荣蓉瑞珊胜世淑帅松涛婷伟文霞祥晓欣秀雪燕阳怡英颖永宇玉云泽珍志忠',
];

/** A name of two or three characters; nobody in particular. */
export function personName(random: Random): string {
  const second = random.integer(4) === 0 ? '' : random.pick(given);
  return `${random.pick(surnames)}${random.pick(given)}${second}`;
}

/** A number of no mobile network. */
export function phoneNumber(number: number): string {
  return `1000${String(number).padStart(7, '0')}`;
}

/** A number that passes the check of GB 11643 and is nobody's: there is no region 999999. */
export function identityNumber(random: Random, number: number): string {
  const year = 1940 + random.integer(60);
  const month = String(1 + random.integer(12)).padStart(2, '0');
  const day = String(1 + random.integer(28)).padStart(2, '0');
  const body = `999999${year}${month}${day}${String(number % 1000).padStart(3, '0')}`;
  return body + checkCharacter(body);
}
