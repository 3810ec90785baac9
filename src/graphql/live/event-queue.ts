const mostWaiting = 1_000;

/** Events that wait to be taken one by one. Whoever lets too many wait is cut off: he connects again and reads what he missed. */
export class EventQueue<Event> implements AsyncIterableIterator<Event> {
  private readonly waiting: Event[] = [];
  private taker: ((result: IteratorResult<Event>) => void) | undefined;
  private ended = false;

  /** `ready`: when events begin to come. */
  constructor(
    readonly ready: Promise<void>,
    private readonly onEnd: () => void,
  ) {}

  push(event: Event): void {
    if (this.ended) return;
    if (this.taker) this.take({ value: event, done: false });
    else if (this.waiting.length < mostWaiting) this.waiting.push(event);
    else this.end();
  }

  next(): Promise<IteratorResult<Event>> {
    const [event] = this.waiting.splice(0, 1);
    if (event !== undefined) return Promise.resolve({ value: event, done: false });
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => (this.taker = resolve));
  }

  return(): Promise<IteratorResult<Event>> {
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.waiting.length = 0;
    this.take({ value: undefined, done: true });
    this.onEnd();
  }

  private take(result: IteratorResult<Event>): void {
    const taker = this.taker;
    this.taker = undefined;
    taker?.(result);
  }
}
