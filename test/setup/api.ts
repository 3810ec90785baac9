import type { App } from '../../src/app';
import { TestStream } from './stream';
import { Wire } from './wire';

export interface GraphQLError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string } & Record<string, unknown>;
}

export interface Answer<Data> {
  status: number;
  data: Data | null | undefined;
  errors: GraphQLError[] | undefined;
  extensions: Record<string, unknown> | undefined;
}

/** Sends operations over HTTP as one caller. */
export class Caller {
  constructor(
    private readonly http: App['http'],
    private readonly token: string | undefined,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** The same caller with more headers. */
  with(headers: Readonly<Record<string, string>>): Caller {
    return new Caller(this.http, this.token, { ...this.headers, ...headers });
  }

  /** The whole answer, errors included. */
  async send<Data = Record<string, unknown>>(query: string, variables: object = {}): Promise<Answer<Data>> {
    return this.sendBody({ query, variables });
  }

  /** As `send`, of a body as it is. */
  async sendBody<Data = Record<string, unknown>>(body: object): Promise<Answer<Data>> {
    const authorization = this.token && { authorization: `Bearer ${this.token}` };
    const { status, text } = await (await Wire.to(this.http)).post(body, { ...this.headers, ...authorization });
    const { data, errors, extensions } = JSON.parse(text) as Answer<Data>;
    return { status, data, errors, extensions };
  }

  /** Follows a subscription; resolves once it is open or refused. */
  follow<Data = Record<string, unknown>>(query: string, variables: object = {}): Promise<TestStream<Data>> {
    return TestStream.open<Data>(this.http, this.token, query, variables, { headers: this.headers });
  }

  /** The data; fails when there is any error. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.send<Data>(query, variables);
    if (errors || data == null) throw new Error(`The operation failed: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Code and path of each error. */
  async refusals(query: string, variables: object = {}): Promise<{ code: string; path: string }[]> {
    const { errors = [] } = await this.send(query, variables);
    return errors.map(({ extensions, path }) => ({ code: extensions.code, path: (path ?? []).join('.') }));
  }
}
