import { generateKeyPairSync, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { keptFile } from '../kept-file';
import { identityOf, strict, type Keys, type VerifiedIdentity } from './keys';
import { developmentIssuer } from './personas';

const developmentAudience = 'sanlou';

/** Tokens of development: signed by a key in the data folder, believed only where development tokens are switched on. */
export class DevelopmentKeys implements Keys {
  private readonly publicKey: KeyObject;

  private constructor(private readonly privateKey: KeyObject) {
    // One object for every token: jose prepares a key it has not met before it verifies by it.
    this.publicKey = createPublicKey(privateKey);
  }

  /** Reads the signing key of the data folder, or makes one. */
  static async open(dataDirectory: string): Promise<DevelopmentKeys> {
    const fresh = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return new DevelopmentKeys(
      createPrivateKey(await keptFile(path.join(dataDirectory, 'development-key.pem'), fresh)),
    );
  }

  /** A token that speaks for the named login for `lifetime` (jose notation). */
  async sign(subject: string, lifetime = '30d'): Promise<string> {
    const { SignJWT } = await import('jose');
    return new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
      .setIssuer(developmentIssuer)
      .setAudience(developmentAudience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.privateKey);
  }

  async verify(token: string): Promise<VerifiedIdentity | undefined> {
    const { jwtVerify } = await import('jose');
    const options = { ...strict, algorithms: ['EdDSA'], issuer: developmentIssuer, audience: developmentAudience };
    return jwtVerify(token, this.publicKey, options).then(
      ({ payload }) => identityOf(token, payload),
      () => undefined,
    );
  }
}
