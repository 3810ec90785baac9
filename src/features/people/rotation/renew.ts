import type { Id } from '../../../database/id';
import { hashSecret, type SecretField } from '../secret-columns';
import { keyIds, MissingKey, seal, unseal } from '../secrets';

/** The secrets of a person as they are kept. */
export interface SealedRow {
  id: Id;
  phone: string | null;
  identityNumber: string | null;
  isPhoneHashed: boolean;
  isIdentityNumberHashed: boolean;
}

/** The secrets of a person as they are to be written, and as they were read. */
export interface Renewed {
  id: Id;
  phone: string | null;
  phoneBefore: string | null;
  /** In hexadecimal; null where the one that is kept stays. */
  phoneHash: string | null;
  identityNumber: string | null;
  identityNumberBefore: string | null;
  identityNumberHash: string | null;
  /** How many of the two are sealed anew, or hashed for the first time. */
  values: number;
}

/** A value that no key at hand opens: the key it asks for, or that it was altered. */
export type Unopened = { keyId: string } | 'altered';

/** Seals and hashes anew what is not as the current key would have it, as far as the keys at hand open it. */
export function renew(tenantId: string, row: SealedRow): { renewed: Renewed | undefined; unopened: Unopened[] } {
  const unopened: Unopened[] = [];
  const phone = renewValue('phone', row.phone, row.isPhoneHashed);
  const identityNumber = renewValue('identityNumber', row.identityNumber, row.isIdentityNumberHashed);
  const values = [phone, identityNumber].filter(({ hash }) => hash !== null).length;
  const renewed = {
    ...{ id: row.id, values, phoneBefore: row.phone, identityNumberBefore: row.identityNumber },
    ...{ phone: phone.sealed, phoneHash: phone.hash },
    ...{ identityNumber: identityNumber.sealed, identityNumberHash: identityNumber.hash },
  };
  return { renewed: values > 0 ? renewed : undefined, unopened };

  function renewValue(field: SecretField, sealed: string | null, isHashed: boolean) {
    const isCurrent = sealed?.startsWith(`${keyIds()[0]}.`) ?? false;
    if (sealed === null || (isCurrent && isHashed)) return { sealed, hash: null };
    try {
      const text = unseal(tenantId, sealed);
      const hash = hashSecret(tenantId, field, text).toString('hex');
      return { sealed: isCurrent ? sealed : seal(tenantId, text), hash };
    } catch (error) {
      unopened.push(error instanceof MissingKey ? { keyId: error.keyId } : 'altered');
      return { sealed, hash: null };
    }
  }
}
