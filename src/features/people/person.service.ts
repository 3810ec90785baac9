import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId, toGlobalId } from '../../graphql/ids';
import { cleanName, cleanOptional } from '../../graphql/text';
import { lockOrganization, refuseDissolved, refuseStale } from '../organizations/organization.locks';
import { isIdentityNumber } from './identity-number';
import { personFault } from './person.errors';
import type { Person } from './person.entity';
import type { RegisterPersonInput, UpdatePersonInput } from './person.inputs';
import type { RegisterPersonPayload, UpdatePersonPayload } from './person.payloads';
import { personColumns, toPerson } from './person.queries';
import { personPinyin } from './pinyin';
import { seal } from './secrets';

/** Registers a person with the organization that is to answer for him. */
export async function registerPerson(tx: WriteContext, input: RegisterPersonInput): Promise<RegisterPersonPayload> {
  const organization = await lockOrganization(tx, fromGlobalId('Organization', input.organizationId));
  refuseDissolved(organization, 'organizationId');
  const name = cleanName(input.name, ['input', 'name']);
  const [row] = await query(
    tx,
    sql`insert into person as p (tenant_id, organization_id, name, pinyin, external_reference, phone, identity_number)
      values (${tenantOf(tx)}::bigint, ${organization.id}::bigint, ${name}, ${personPinyin(name)},
        ${cleanOptional(input.externalReference, ['input', 'externalReference'], 100) ?? null},
        ${sealed(tx, cleanPhone(input.phone)) ?? null}, ${sealed(tx, cleanIdentityNumber(input.identityNumber)) ?? null})
      returning ${personColumns}`,
  );
  const person = toPerson(row as object);
  tx.audit({
    action: 'person.registered',
    nodeType: 'Person',
    nodeId: person.id,
    organizationId: organization.id,
    after: auditImage(person),
  });
  return { person, userErrors: [] };
}

/** Changes a person's data; what the input leaves out stays. */
export async function updatePerson(tx: WriteContext, input: UpdatePersonInput): Promise<UpdatePersonPayload> {
  const current = await lockPerson(tx, fromGlobalId('Person', input.id));
  refuseStale(current, input.expectedVersion);
  if (input.name === null)
    throw personFault('INVALID', 'name', { en: 'This cannot be cleared.', zh: '此项不能清空。' });
  const name = input.name === undefined ? current.name : cleanName(input.name, ['input', 'name']);
  const externalReference = cleanOptional(input.externalReference, ['input', 'externalReference'], 100);
  const phone = sealed(tx, cleanPhone(input.phone));
  const identityNumber = sealed(tx, cleanIdentityNumber(input.identityNumber));
  const kept = name === current.name && (externalReference ?? current.externalReference) === current.externalReference;
  if (kept && externalReference !== null && phone === undefined && identityNumber === undefined) {
    tx.unchanged();
    return { person: current, userErrors: [] };
  }
  const [row] = await query(
    tx,
    sql`update person p set name = ${name}, pinyin = ${personPinyin(name)},
        external_reference = ${externalReference === undefined ? current.externalReference : externalReference},
        phone = ${phone === undefined ? current.sealedPhone : phone},
        identity_number = ${identityNumber === undefined ? current.sealedIdentityNumber : identityNumber},
        version = version + 1, updated_at = now()
      where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${current.id}::bigint returning ${personColumns}`,
  );
  const person = toPerson(row as object);
  tx.audit({
    action: 'person.updated',
    nodeType: 'Person',
    nodeId: person.id,
    organizationId: person.organizationId,
    before: auditImage(current),
    after: auditImage(person),
  });
  return { person, userErrors: [] };
}

/** The person, held against other changes until the transaction ends. The door rule has asked for access. */
export async function lockPerson(tx: WriteContext, id: Id): Promise<Person> {
  const [row] = await query(
    tx,
    sql`select ${personColumns} from person p where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${id}::bigint for update`,
  );
  if (!row) throw notFound();
  return toPerson(row);
}

function sealed<Missing extends null | undefined>(tx: WriteContext, text: string | Missing): string | Missing {
  return typeof text === 'string' ? seal(tenantOf(tx), text) : text;
}

function cleanPhone<Missing extends null | undefined>(phone: string | Missing): string | Missing {
  if (typeof phone !== 'string') return phone;
  const digits = phone.replace(/[\s-]/g, '');
  if (/^\+?\d{5,20}$/.test(digits)) return digits;
  throw personFault('INVALID', 'phone', {
    en: 'A phone number has 5 to 20 digits.',
    zh: '电话号码应为 5 至 20 位数字。',
  });
}

function cleanIdentityNumber<Missing extends null | undefined>(number: string | Missing): string | Missing {
  if (typeof number !== 'string') return number;
  const clean = number.trim().toUpperCase();
  if (isIdentityNumber(clean)) return clean;
  throw personFault('INVALID', 'identityNumber', {
    en: 'This is no resident identity number: 18 characters, an existing birthday, a right check digit.',
    zh: '身份证号无效：应为 18 位，出生日期存在且校验位正确。',
  });
}

/** A person as the audit trail keeps him: that a secret is on record, never the secret. */
function auditImage({
  organizationId,
  name,
  externalReference,
  sealedPhone,
  sealedIdentityNumber,
  version,
}: Person): object {
  return {
    organization: toGlobalId('Organization', organizationId),
    ...{ name, externalReference, version },
    hasPhone: sealedPhone !== null,
    hasIdentityNumber: sealedIdentityNumber !== null,
  };
}
