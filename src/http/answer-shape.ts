import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';

/** Options of a request that are about the answer and do not concern the command. */
export type Shape = {
  isCsv: boolean;
  /** The part of a list that the command answers whole. */
  page: { limit: number; offset: number } | null;
};

const mostRows = 500;
const digits = z.string().regex(/^\d{1,9}$/, 'is not a whole number');
const forms = {
  format: z.enum(['json', 'csv']),
  limit: digits.transform(Number).pipe(z.int().min(1).max(mostRows)),
  offset: digits.transform(Number),
};

/** What a client may add to the query of this path, for the API's description. */
export function shapeOptions({ whole, csv }: Endpoint): Record<string, z.ZodType> {
  return {
    ...(csv ? { format: z.enum(['json', 'csv']).default('json') } : {}),
    ...(whole
      ? { limit: z.int().min(1).max(mostRows).default(50), offset: z.int().min(0).default(0) }
      : {}),
  };
}

/** Takes the options about the answer out of a query; throws UserError for one that is none. */
export function takeShape(
  { whole, csv }: Endpoint,
  query: Readonly<Record<string, unknown>>,
): { shape: Shape; query: Record<string, unknown> } {
  const rest = { ...query };
  const isCsv = csv !== undefined && take(rest, 'format') === 'csv';
  // A file is for reading at once.
  if (isCsv && !('limit' in rest)) rest['limit'] = String(mostRows);
  if (!whole) return { shape: { isCsv, page: null }, query: rest };
  const page = { limit: take(rest, 'limit') ?? 50, offset: take(rest, 'offset') ?? 0 };
  return { shape: { isCsv, page }, query: rest };
}

/** Cuts the page out of a list and says where it stands. */
export function cutPage(data: object, list: string, { limit, offset }: NonNullable<Shape['page']>) {
  const all = z.array(z.unknown()).parse(Reflect.get(data, list));
  const page_info = { limit, offset, has_more: offset + limit < all.length };
  return { ...data, [list]: all.slice(offset, offset + limit), total: all.length, page_info };
}

function take<Name extends keyof typeof forms>(
  query: Record<string, unknown>,
  name: Name,
): z.output<(typeof forms)[Name]> | undefined {
  const { [name]: given } = query;
  delete query[name];
  if (given === undefined) return undefined;
  const read = forms[name].safeParse(given);
  if (read.success) return read.data as z.output<(typeof forms)[Name]>;
  const why = read.error.issues.map(({ message }) => message).join('; ');
  throw new UserError('bad_input', `${name}: ${why}`, 'Look at /api/openapi.json for the form.');
}
