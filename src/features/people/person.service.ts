import { standings } from '../../access/holds';
import type { Permission } from '../../access/permission';
import type { Id } from '../../database/id';
import { join, sql } from '../../database/sql';
import { forbidden, notFound } from '../../errors';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { cleanName, cleanOptional } from '../../graphql/text';
import { readOrganization, refuseDissolved, refuseStale } from '../organizations/organization.locks';
import { isIdentityNumber } from './identity-number';
import { auditImage } from './person.audit';
import { anonymized, personFault } from './person.errors';
import type { Person } from './person.entity';
import type { RegisterPersonInput, UpdatePersonInput } from './person.inputs';
import type { RegisterPersonPayload, UpdatePersonPayload } from './person.payloads';
import { personColumns, toPerson } from './person.queries';
import { personPinyin } from './pinyin';
import { recordRegistration } from './register-people';
import { keepSecret, setSecret, type SecretField } from './secret-columns';
import { unseal } from './secrets';

/** Registers a person with the organization that is to answer for him. */
export async function registerPerson(tx: WriteContext, input: RegisterPersonInput): Promise<RegisterPersonPayload> {
  const organization = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  refuseDissolved(organization, 'organizationId');
  const name = cleanName(input.name, ['input', 'name']);
  const phone = kept(tx, 'phone', cleanPhone(input.phone));
  const identityNumber = kept(tx, 'identityNumber', cleanIdentityNumber(input.identityNumber));
  const [row] = await query(
    tx,
    sql`insert into person as p (tenant_id, organization_id, name, pinyin, external_reference,
        phone, phone_hash, identity_number, identity_number_hash)
      values (${tenantOf(tx)}::bigint, ${organization.id}::bigint, ${name}, ${personPinyin(name)},
        ${cleanOptional(input.externalReference, ['input', 'externalReference'], 100) ?? null},
        ${phone.sealed}, ${phone.hash}::bytea, ${identityNumber.sealed}, ${identityNumber.hash}::bytea)
      returning ${personColumns}`,
  );
  const person = toPerson(row as object);
  recordRegistration(tx, person);
  return { person, userErrors: [] };
}

/** Changes a person's data; what the input leaves out stays. */
export async function updatePerson(tx: WriteContext, input: UpdatePersonInput): Promise<UpdatePersonPayload> {
  const current = await lockPersonFor(tx, fromGlobalId('Person', input.id), 'person:write');
  if (current.anonymizedAt) throw anonymized('id');
  refuseStale(current, input.expectedVersion);
  const given = givenData(input);
  const changed = (Object.keys(given) as (keyof PersonData)[]).filter((name) => given[name] !== held(current, name));
  if (changed.length === 0) {
    tx.unchanged();
    return { person: current, userErrors: [] };
  }
  const next = { ...current, ...given };
  // A secret that stays is kept as it is, sealed with the key it was sealed with.
  const secrets = changed
    .filter((field) => field === 'phone' || field === 'identityNumber')
    .map((field) => sql`${setSecret(tenantOf(tx), field, given[field] ?? null)}, `);
  const [row] = await query(
    tx,
    sql`update person p set name = ${next.name}, pinyin = ${personPinyin(next.name)},
        external_reference = ${next.externalReference}, ${join(secrets, '')}
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
    // The images of two names are alike; that it was changed is to be seen nevertheless.
    after: { ...auditImage(person), changed },
  });
  return { person, userErrors: [] };
}

interface PersonData {
  name: string;
  externalReference: string | null;
  phone: string | null;
  identityNumber: string | null;
}

function held(person: Person, name: keyof PersonData): string | null {
  if (name === 'phone') return person.sealedPhone && unseal(person.tenantId, person.sealedPhone);
  if (name === 'identityNumber')
    return person.sealedIdentityNumber && unseal(person.tenantId, person.sealedIdentityNumber);
  return person[name];
}

/** What the input gives, cleaned; null clears. */
function givenData(input: UpdatePersonInput): Partial<PersonData> {
  if (input.name === null)
    throw personFault('INVALID', 'name', { en: 'This cannot be cleared.', zh: '此项不能清空。' });
  const given = {
    name: cleanOptional(input.name, ['input', 'name']),
    externalReference: cleanOptional(input.externalReference, ['input', 'externalReference'], 100),
    phone: cleanPhone(input.phone),
    identityNumber: cleanIdentityNumber(input.identityNumber),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/**
 * As `lockPerson`, asked again where he is answered for by now: whoever was moved away between the door and the lock is
 * no longer the actor's to change.
 */
export async function lockPersonFor(tx: WriteContext, id: Id, permission: Permission): Promise<Person> {
  const person = await lockPerson(tx, id);
  const [standing] = await standings(await tx.session(), tx.actor, permission, [person.organizationId]);
  if (standing !== 'permitted') throw forbidden(permission);
  return person;
}

/** The person, held against other changes until the transaction ends. */
export async function lockPerson(tx: WriteContext, id: Id): Promise<Person> {
  const [row] = await query(
    tx,
    sql`select ${personColumns} from person p where p.tenant_id = ${tenantOf(tx)}::bigint and p.id = ${id}::bigint for update`,
  );
  if (!row) throw notFound();
  return toPerson(row);
}

function kept(tx: WriteContext, field: SecretField, text: string | null | undefined) {
  return text == null ? { sealed: null, hash: null } : keepSecret(tenantOf(tx), field, text);
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
