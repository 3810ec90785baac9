import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** A parsed document takes about a hundred times the bytes of its text. */
const bounds = { max: 1_000, maxSize: 500_000, maxEntrySize: 20_000 } as const;

/**
 * Documents that were parsed, found valid by every rule and given to the executor, by their exact text: what is found here
 * need not be looked at again. Those that were asked for longest ago make room; one that is too long is not kept.
 */
export class KnownDocuments {
  private readonly documents = new LRUCache<string, DocumentNode>({
    ...bounds,
    sizeCalculation: (_document, text) => text.length,
  });

  /** The first one stays: engines know a document by its identity. */
  remember(text: string, document: DocumentNode): void {
    if (!this.documents.has(text)) this.documents.set(text, document);
  }

  find(text: string): DocumentNode | undefined {
    return this.documents.get(text);
  }

  forgetAll(): void {
    this.documents.clear();
  }
}
