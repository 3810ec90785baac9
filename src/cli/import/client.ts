import { setTimeout as wait } from 'node:timers/promises';

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

const tries = 4;
const firstPause = 500;

/** Sends operations to the API; what may pass (a lost connection, a conflict, an overload) is tried again. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** The data of an operation. A mutation that is sent again must carry an idempotency key. */
  async send<Data>(query: string, variables: object): Promise<Data> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.sendOnce<Data>(query, variables);
      } catch (error) {
        if (!(error instanceof PassingError) || tried === tries) throw error;
        await wait(firstPause * 2 ** (tried - 1));
      }
    }
  }

  private async sendOnce<Data>(query: string, variables: object): Promise<Data> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    }).catch((error: Error) => {
      throw new PassingError(`${this.url} cannot be reached: ${String(error.cause ?? error.message)}`);
    });
    const answer = (await response.json().catch(() => undefined)) as Answer<Data> | undefined;
    if (!answer) throw new PassingError(`${this.url} answered ${response.status} without JSON.`);
    const [error] = answer.errors ?? [];
    if (!error && answer.data) return answer.data;
    const code = error?.extensions?.code ?? `HTTP ${response.status}`;
    const sentence = `${code}: ${error?.message ?? 'The API answered nothing.'}`;
    throw passing.has(code) ? new PassingError(sentence) : new Error(sentence);
  }
}

const passing = new Set(['CONFLICT', 'RATE_LIMITED']);

/** A failure that may be over in a moment. */
class PassingError extends Error {}
