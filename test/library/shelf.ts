import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audible, AudibleProduct } from '../../src/clients/audible/index.ts';
import type {
  Audiobookshelf,
  LibraryItem,
  UnreadableRow,
} from '../../src/clients/audiobookshelf/index.ts';
import { loadConfig } from '../../src/config.ts';
import { policyOf } from '../../src/settings/policy.ts';
import type { Hardcover } from '../../src/clients/hardcover/index.ts';
import { completeSeries, type CompletionReport } from '../../src/library/complete.ts';
import { type ScanReport, scanLibrary } from '../../src/library/scan.ts';

export const now = new Date('2026-06-15T12:00:00Z');
export const policy = policyOf(loadConfig({}).settings);
export const daysLater = (days: number) => new Date(now.getTime() + days * 86_400_000);

/** A book of the library; the id names everything that is not given. */
export function buildItem(id: string, changes: Partial<LibraryItem> = {}): LibraryItem {
  return {
    id,
    libraryId: 'lib',
    folderId: 'folder',
    path: `/books/${id}`,
    relPath: id,
    isFile: false,
    isMissing: false,
    addedAt: now,
    updatedAt: now,
    title: `Title ${id}`,
    subtitle: null,
    authors: ['Anna Ward'],
    narrators: ['Tom Reed'],
    series: [],
    genres: [],
    publishedYear: 2020,
    publisher: null,
    description: null,
    isbn: null,
    asin: null,
    language: 'English',
    isAbridged: false,
    isExplicit: null,
    durationSeconds: 36_000,
    sizeBytes: 500_000_000,
    bitrateKbps: 128,
    codec: 'aac',
    format: 'm4b',
    audioFileCount: 1,
    chapterCount: 30,
    hasCover: true,
    audioFiles: [],
    inode: null,
    ...changes,
  };
}

/** A volume of the series Ember by Anna Ward, as the library has it. */
export function emberItem(place: string, changes: Partial<LibraryItem> = {}): LibraryItem {
  const series = [{ name: 'Ember', sequence: place }];
  return buildItem(`e${place}`, { title: `Ember Volume ${place}`, series, ...changes });
}

export type Shelf = Audiobookshelf & {
  items: LibraryItem[];
  reading: { total?: number; isComplete?: boolean; unreadable?: UnreadableRow[] };
};

/** An Audiobookshelf that holds these items; what is not needed to read it throws. */
export function createShelf(items: LibraryItem[] = []): Shelf {
  const unused = () => Promise.reject(new Error('not part of this library'));
  const shelf: Shelf = {
    items,
    reading: {},
    libraries: async () => [
      { id: 'pods', name: 'Podcasts', mediaType: 'podcast', folders: [], lastScanAt: null },
      { id: 'lib', name: 'Books', mediaType: 'book', folders: [], lastScanAt: null },
    ],
    async readLibrary(_, onPage) {
      onPage?.(shelf.items.length, shelf.items.length);
      const total = shelf.items.length;
      return { items: shelf.items, total, isComplete: true, unreadable: [], ...shelf.reading };
    },
    newestItems: async (_, limit) => shelf.items.slice(-limit).reverse(),
    newestMarks: async (_, limit) => shelf.items.slice(-limit).reverse(),
    serverInfo: unused,
    authorize: unused,
    item: unused,
    findByPath: unused,
    patchMedia: unused,
    setCover: unused,
    uploadCover: unused,
    removeCover: unused,
    coverDigest: unused,
    chapters: unused,
    writeChapters: unused,
    listening: unused,
    moveOwnPosition: unused,
    scanItem: unused,
    scan: unused,
    waitForScan: unused,
    scanAndWait: unused,
  };
  return shelf;
}

/** A volume of Ember in the catalogue. */
export function emberProduct(
  place: string,
  changes: Partial<AudibleProduct> = {},
): AudibleProduct & { place: string } {
  return {
    place,
    asin: `B${place}`,
    title: `Ember Volume ${place}`,
    subtitle: null,
    authors: [{ asin: null, name: 'Anna Ward' }],
    narrators: ['Tom Reed'],
    series: [{ asin: 'EMBER', title: 'Ember', position: place }],
    releaseDate: '2020-01-01',
    runtimeMinutes: 600,
    language: 'english',
    isUnabridged: true,
    publisher: null,
    deliveryType: 'SinglePartBook',
    isPurchasable: true,
    ratingCount: 100,
    coverUrl: null,
    description: null,
    isbn: null,
    ...changes,
  };
}

export type Catalogue = Audible & {
  volumes: ReturnType<typeof emberProduct>[];
  asked: string[];
};

/** A catalogue with one series, Ember. */
export function createCatalogue(volumes: ReturnType<typeof emberProduct>[]): Catalogue {
  const catalogue: Catalogue = {
    volumes,
    asked: [],
    product: async (asin) => catalogue.volumes.find((one) => one.asin === asin) ?? null,
    async products(asins) {
      const products = catalogue.volumes.filter((one) => asins.includes(one.asin));
      return { products, missing: [] };
    },
    async seriesEntries(asin) {
      catalogue.asked.push(asin);
      const entries = catalogue.volumes.map((one) => {
        return { asin: one.asin, position: one.place, sort: null };
      });
      return { title: 'Ember', entries, droppedRows: 0 };
    },
    productsOfAuthor: async (author) => {
      const products = catalogue.volumes.filter((one) =>
        one.authors.some(({ name }) => name === author),
      );
      return { products, isWhole: true };
    },
    searchProducts: async ({ title }) => catalogue.volumes.filter((one) => one.title === title),
  };
  return catalogue;
}

export function scan(
  em: EntityManager,
  shelf: Audiobookshelf,
  changes: { now?: Date; acceptsDrop?: boolean; libraryId?: string } = {},
): Promise<ScanReport> {
  const usual = { libraryId: undefined, acceptsDrop: false, now, onPage: () => {} };
  return scanLibrary(em, shelf, { ...usual, ...changes });
}

export function complete(
  em: EntityManager,
  catalogue: Audible,
  changes: {
    now?: Date;
    policy?: typeof policy;
    holdsNew?: boolean;
    hardcover?: Hardcover;
  } = {},
): Promise<CompletionReport> {
  const { signal } = new AbortController();
  const { hardcover = null, ...options } = changes;
  return completeSeries(
    em,
    { audible: catalogue, hardcover },
    {
      policy,
      now,
      holdsNew: false,
      signal,
      onStep: async () => {},
      ...options,
    },
  );
}
