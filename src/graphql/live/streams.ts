import type { ExecutionResult } from 'graphql';
import { AppError } from '../../errors';
import type { Message } from '../../messages';
import { withoutSuggestions } from '../introspection';
import { readRequest, type StreamParameters } from './read-request';
import { Stream, type StreamCaller, type StreamDependencies } from './stream';

export interface StreamLimits {
  /** How many one account, or one operator, may have open. */
  perAccount: number;
  perProcess: number;
  /** Milliseconds between two checks of all open streams, whether their callers may still follow them. */
  checkEvery: number;
}

export const streamLimits: StreamLimits = { perAccount: 20, perProcess: 1_000, checkEvery: 2_000 };

/** Checks that run at a time, each with a connection of its own. */
const lanes = 4;

/** The open streams of the process: how many there may be, whether they may go on, and their end. */
export class Streams {
  private readonly open = new Map<Stream, string>();
  private timer: NodeJS.Timeout | undefined;
  private checking: Promise<void> | undefined;
  private isStopped = false;

  constructor(
    private readonly dependencies: StreamDependencies,
    private readonly limits: StreamLimits,
  ) {}

  /** A stream that goes on until it is ended; otherwise what there is to answer at once. */
  async begin(parameters: StreamParameters, caller: StreamCaller): Promise<Stream | ExecutionResult> {
    const begun = await this.follow(parameters, caller);
    if (begun instanceof Stream || this.dependencies.introspection) return begun;
    for (const error of begun.errors ?? []) error.message = withoutSuggestions(error.message);
    return begun;
  }

  private async follow(parameters: StreamParameters, caller: StreamCaller): Promise<Stream | ExecutionResult> {
    const request = readRequest(this.dependencies.schema, parameters);
    if (!('document' in request)) return { errors: request };
    const stream = new Stream(this.dependencies, request, caller, () => this.open.delete(stream));
    try {
      const operation = await stream.enter();
      // Whoever is nobody is refused by the rule.
      const holder = operation.asker ?? '';
      const bound = this.boundReached(holder);
      if (bound) return stream.fail(bound);
      this.open.set(stream, holder);
      const refusal = await stream.begin(operation).finally(() => operation.close());
      if (refusal) stream.end();
      else this.checkRegularly();
      return refusal ?? stream;
    } catch (error) {
      stream.end();
      return stream.fail(error);
    }
  }

  /** Ends every stream and begins no other. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const stream of [...this.open.keys()]) stream.end();
  }

  /** As `stop`, and waits for the check that runs. */
  async close(): Promise<void> {
    this.stop();
    await this.checking;
  }

  private boundReached(holder: string): AppError | undefined {
    const own = [...this.open.values()].filter((each) => each === holder).length;
    if (this.isStopped) return limited(ending);
    if (own >= this.limits.perAccount) return limited(tooManyOfOne);
    return this.open.size >= this.limits.perProcess ? limited(tooMany) : undefined;
  }

  private checkRegularly(taken = 0): void {
    if (this.timer || this.isStopped) return;
    this.timer = setTimeout(() => {
      const began = performance.now();
      this.checking = this.checkAll().finally(() => {
        this.timer = undefined;
        if (this.open.size > 0) this.checkRegularly(performance.now() - began);
      });
    }, this.limits.checkEvery - taken);
    this.timer.unref();
  }

  /** All streams of the same credentials are asked in one snapshot. */
  private async checkAll(): Promise<void> {
    const groups = new Map<string, Stream[]>();
    for (const stream of this.open.keys()) {
      const { credentials } = stream.caller;
      groups.set(credentials, [...(groups.get(credentials) ?? []), stream]);
    }
    const left = groups.values();
    const lane = async () => {
      for (const group of left) await this.checkGroup(group as [Stream, ...Stream[]]);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  private async checkGroup(group: readonly [Stream, ...Stream[]]): Promise<void> {
    try {
      const operation = await group[0].enter();
      try {
        for (const stream of group) await stream.check(operation);
      } finally {
        await operation.close();
      }
    } catch (error) {
      for (const stream of group) stream.end(stream.fail(error));
    }
  }
}

const limited = (sentence: Message) => new AppError('RATE_LIMITED', sentence);
const ending: Message = { en: 'The server is being stopped; connect again.', zh: '服务器正在停止，请重新连接。' };
const tooManyOfOne: Message = { en: 'This account has too many streams open.', zh: '该账号打开的订阅流过多。' };
const tooMany: Message = { en: 'Too many streams are open.', zh: '打开的订阅流过多。' };
