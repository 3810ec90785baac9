import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey, JWK } from 'jose' with { 'resolution-mode': 'import' };
import { loadJose } from './jose';

/** An issuer on this machine that publishes whatever keys it is given. */
export class Issuer {
  keys: JWK[] = [];
  /** The paths that it was asked for. */
  asked: string[] = [];
  private constructor(private readonly server: Server) {}

  /** `name` is what it calls itself behind its address, `status` what it answers discovery with. */
  static async open({ name = '', status = 200 } = {}): Promise<Issuer> {
    const server = createServer((request, response) => {
      issuer.asked.push(request.url ?? '');
      const body =
        request.url === '/keys'
          ? { keys: issuer.keys }
          : { issuer: `${issuer.url}${name}`, jwks_uri: `${issuer.url}/keys` };
      response.statusCode = request.url === '/keys' ? 200 : status;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new Issuer(server);
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Makes a key pair and publishes its public half. */
  async publish(kid: string, alg: string): Promise<CryptoKey> {
    const { exportJWK, generateKeyPair } = await loadJose();
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    this.keys.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' });
    return privateKey;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
