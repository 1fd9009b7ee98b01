import { mkdir } from 'node:fs/promises';
import { json, type SandboxRoute, type SandboxServer, serve, text } from './http.ts';
import { type LibraryItem, serverVersion } from './library-server/item.ts';
import { itemRoutes } from './library-server/item-routes.ts';
import { createListeners, type Listeners, listenerRoutes } from './library-server/listeners.ts';
import { listItems, searchItems } from './library-server/lists.ts';
import { openShelf, type Shelf } from './library-server/shelf.ts';

/**
 * The library server stand-in: Audiobookshelf with one library over a real folder. It has no
 * folder watcher and reports nothing by itself. Kinds for `failNext`: status, authorize, libraries,
 * items, batch, item, patch, cover, chapters, scan, item-scan, tasks, search, me, users, progress,
 * bookmark.
 */
export type LibraryServer = SandboxServer & {
  token: string;
  libraryId: string;
  folder: string;
  /** By id. */
  items: ReadonlyMap<string, LibraryItem>;
  /** Who listens to what; the key's user is `root`. */
  listeners: Listeners;
  /** A call while a scan runs does nothing. */
  startScan: () => void;
  /** Does the scan that is under way, where scans wait for this. */
  finishScan: () => Promise<void>;
};

const token = 'sandbox.api.key';

export async function startLibraryServer(options: {
  folder: string;
  now: () => Date;
  /** How long a scan takes at least, so that it can be seen running. */
  scanMs?: number | 'by hand';
}): Promise<LibraryServer> {
  const { folder, now, scanMs = 300 } = options;
  await mkdir(folder, { recursive: true });
  const shelf = await openShelf({ folder, scanMs, now });
  const listeners = createListeners();
  const server = await serve({
    notFound: text('Not Found', 404),
    wrap: (request, next) => {
      const isOpen = request.path === '/status' || request.path === '/healthcheck';
      const isMember = request.headers.authorization === `Bearer ${token}`;
      return isOpen || isMember ? next() : text('Unauthorized', 401);
    },
    routes: [
      ...serverRoutes(shelf, now(), listeners),
      ...libraryRoutes(shelf),
      ...listenerRoutes(listeners, shelf.items),
      ...itemRoutes(shelf, now),
    ],
  });
  return {
    ...server,
    token,
    libraryId: shelf.ids.libraryId,
    folder,
    items: shelf.items,
    listeners,
    startScan: shelf.startScan,
    finishScan: shelf.finishScan,
    stop: async () => {
      await shelf.stop();
      await server.stop();
    },
  };
}

function route(
  kind: string,
  method: SandboxRoute['method'],
  path: string,
  answer: SandboxRoute['answer'],
): SandboxRoute {
  return { kind, method, path, answer };
}

function serverRoutes(shelf: Shelf, startedAt: Date, listeners: Listeners): SandboxRoute[] {
  const status = { app: 'audiobookshelf', serverVersion, isInit: true, language: 'en-us' };
  const rights = { download: true, update: true, delete: true, upload: true };
  const user = {
    id: listeners.own.id,
    username: 'sandbox',
    isActive: true,
    createdAt: startedAt.getTime(),
    permissions: { ...rights, accessAllLibraries: true, accessAllTags: true },
  };
  const serverSettings = { id: 'server-settings', version: serverVersion };
  return [
    route('status', 'GET', '/status', () => json(status)),
    route('status', 'GET', '/healthcheck', () => text('OK')),
    route('authorize', 'POST', '/api/authorize', () =>
      json({
        user: { ...user, type: listeners.own.type },
        userDefaultLibraryId: null,
        serverSettings,
        Source: 'sandbox',
      }),
    ),
    route('tasks', 'GET', '/api/tasks', () => json({ tasks: shelf.tasks() })),
  ];
}

function libraryRoutes(shelf: Shelf): SandboxRoute[] {
  const { ids, items } = shelf;
  const path = `/api/libraries/${ids.libraryId}`;
  return [
    route('libraries', 'GET', '/api/libraries', () => json({ libraries: [shelf.row()] })),
    route('items', 'GET', `${path}/items`, ({ query }) =>
      json(listItems([...items.values()], query, ids)),
    ),
    route('search', 'GET', `${path}/search`, ({ query }) =>
      json(searchItems([...items.values()], query, ids)),
    ),
    route('scan', 'POST', `${path}/scan`, () => {
      shelf.startScan();
      return text('OK');
    }),
  ];
}
