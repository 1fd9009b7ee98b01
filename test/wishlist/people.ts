import type { EntityManager } from '@mikro-orm/postgresql';
import type { Audible, AudibleProduct } from '../../src/clients/audible/index.ts';
import { readQuotas } from '../../src/settings/quotas.ts';
import { request, type Requested } from '../../src/wishlist/request.ts';
import type { Person } from '../../src/wishlist/usage.ts';

/** A Monday in winter, noon. */
export const now = new Date('2026-11-30T12:00:00Z');
export const daysLater = (days: number) => new Date(now.getTime() + days * 86_400_000);

export const mia: Person = { platform: 'discord', id: '11', name: 'Mia', role: 'member' };
export const sam: Person = { platform: 'slack', id: 'U22', name: 'Sam', role: 'member' };
export const ada: Person = { platform: 'discord', id: '7', name: 'Ada', role: 'operator' };

export function rules(quotas = '') {
  return { quotas: readQuotas(quotas), timeZone: 'Europe/Berlin' };
}

/** Somebody types a request. */
export async function ask(
  em: EntityManager,
  title: string,
  { person = mia, author, quotas = '', at = now }: Asking = {},
): Promise<Requested> {
  return await em.transactional((inner) =>
    request(inner, { title, author }, { person, rules: rules(quotas), now: at }),
  );
}
type Asking = { person?: Person; author?: string; quotas?: string; at?: Date };

/** The same; answers what became of it, without the names. */
export async function askedFor(
  em: EntityManager,
  title: string,
  asking: Asking = {},
): Promise<string> {
  const requested = await ask(em, title, { author: 'Anna Ward', ...asking });
  return requested.kind === 'asked' ? requested.outcome.kind : requested.kind;
}

/** A catalogue that knows these products and counts what it is asked. */
export function createShop(products: AudibleProduct[]) {
  const asked: string[] = [];
  const shop: Pick<Audible, 'product' | 'searchProducts'> = {
    async product(asin) {
      asked.push(asin);
      return products.find((one) => one.asin === asin) ?? null;
    },
    async searchProducts({ keywords = '' }) {
      asked.push(keywords);
      return products;
    },
  };
  return { asked, audible: shop as Audible };
}

export function buildProduct(changes: Partial<AudibleProduct> = {}): AudibleProduct {
  return {
    asin: 'B000000001',
    title: 'The Salt Road',
    subtitle: null,
    authors: [{ asin: null, name: 'Anna Ward' }],
    narrators: ['Tom Reed'],
    series: [],
    releaseDate: '2020-01-01',
    runtimeMinutes: 600,
    language: 'english',
    isUnabridged: true,
    publisher: null,
    deliveryType: 'SinglePartBook',
    isPurchasable: true,
    ratingCount: 1,
    coverUrl: null,
    description: null,
    isbn: null,
    ...changes,
  };
}
