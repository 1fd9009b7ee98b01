import {
  bodyObject,
  isObject,
  json,
  type SandboxAnswer,
  type SandboxRequest,
  type SandboxRoute,
  text,
} from '../http.ts';
import type { LibraryItem } from './item.ts';
import { patchMedia } from './patch.ts';
import { expandedItem } from './rows.ts';
import type { Shelf } from './shelf.ts';

/** What the cover of an item is called that was sent as a picture. */
const uploaded = 'uploaded picture';

type OfItem = (item: LibraryItem, request: SandboxRequest) => SandboxAnswer;

export function itemRoutes({ items, ids, scanOne }: Shelf, now: () => Date): SandboxRoute[] {
  const route = (
    kind: string,
    method: SandboxRoute['method'],
    path: string,
    answer: OfItem,
  ): SandboxRoute => ({
    kind,
    method,
    path: `/api/items/:id${path}`,
    answer: (request) => {
      const item = items.get(request.params['id'] ?? '');
      return item ? answer(item, request) : text('Not Found', 404);
    },
  });
  const change = (item: LibraryItem, changes: Partial<LibraryItem>) => {
    items.set(item.id, { ...item, ...changes, updatedAt: now().getTime() });
  };
  return [
    {
      kind: 'batch',
      method: 'POST',
      path: '/api/items/batch/get',
      answer: (request) => {
        const wanted = bodyObject(request)['libraryItemIds'];
        const found = (Array.isArray(wanted) ? wanted : []).flatMap(
          (id) => items.get(String(id)) ?? [],
        );
        return json({ libraryItems: found.map((item) => expandedItem(item, ids)) });
      },
    },
    {
      kind: 'item-scan',
      method: 'POST',
      path: '/api/items/:id/scan',
      answer: async ({ params }) => {
        const item = items.get(params['id'] ?? '');
        if (!item) return text('Not Found', 404);
        // The real server cannot scan a file of its own this way.
        if (item.isFile) return text('Internal Server Error', 500);
        return json({ result: await scanOne(item.id) });
      },
    },
    route('item', 'GET', '', (item) => json(expandedItem(item, ids))),
    route('patch', 'PATCH', '/media', (item, request) => {
      const { updated, item: patched } = patchMedia(item, bodyObject(request));
      const next = updated ? { ...patched, updatedAt: now().getTime() } : patched;
      items.set(item.id, next);
      return json({ updated, libraryItem: expandedItem(next, ids) });
    }),
    route('cover', 'GET', '/cover', ({ coverUrl }) =>
      coverUrl === null ? text('Not Found', 404) : text(`picture of ${coverUrl}`),
    ),
    route('cover', 'POST', '/cover', (item, request) => {
      const isUpload = request.headers['content-type']?.startsWith('multipart/form-data') ?? false;
      const url = isUpload ? uploaded : bodyObject(request)['url'];
      if (typeof url !== 'string' || !/^https?:|^upload/.test(url)) {
        return text('Invalid cover url', 400);
      }
      if (URL.parse(url)?.hostname.endsWith('.away')) return text('Internal Server Error', 500);
      change(item, { coverUrl: url });
      return json({ success: true, cover: `/metadata/items/${item.id}/cover.jpg` });
    }),
    route('cover', 'DELETE', '/cover', (item) => {
      change(item, { coverUrl: null });
      return text('OK');
    }),
    route('chapters', 'POST', '/chapters', (item, request) => {
      const { chapters } = bodyObject(request);
      if (!Array.isArray(chapters)) return text('Invalid chapters', 400);
      change(item, { chapters: chapters.flatMap((row) => chapterOf(row) ?? []) });
      return json({ success: true, updated: true });
    }),
  ];
}

function chapterOf(row: unknown) {
  if (!isObject(row)) return null;
  return { start: Number(row['start']), end: Number(row['end']), title: String(row['title']) };
}
