import { bodyObject, json, type SandboxRoute, text } from '../http.ts';
import { type LibraryItem, uuidOf } from './item.ts';

type Progress = {
  libraryItemId: string;
  currentTime: number;
  isFinished: boolean;
  /** Of the book when it was listened to last; a new scan does not change it. */
  duration?: number;
};
/** The server takes a book for finished when less than that is left. */
const finishedWithinSeconds = 10;

type Bookmark = { libraryItemId: string; time: number; title: string };
type User = {
  id: string;
  username: string;
  type: string;
  mediaProgress: Progress[];
  bookmarks: Bookmark[];
};

/** The users of the server; `own` is the one whose key the bot has. */
export type Listeners = {
  own: User;
  others: User[];
  /** Progress goes with its item; the real server drops it when an item is removed, not when it is missing. */
  remove: (itemId: string) => void;
};

export function createListeners(): Listeners {
  const own = newUser('sandbox', 'root');
  const others = [newUser('guest', 'user')];
  return {
    own,
    others,
    remove(itemId) {
      for (const user of [own, ...others]) {
        user.mediaProgress = user.mediaProgress.filter((one) => one.libraryItemId !== itemId);
        user.bookmarks = user.bookmarks.filter((one) => one.libraryItemId !== itemId);
      }
    },
  };
}

function newUser(username: string, type: string): User {
  return { id: uuidOf(`user ${username}`), username, type, mediaProgress: [], bookmarks: [] };
}

export function listenerRoutes(
  listeners: Listeners,
  items: Map<string, LibraryItem>,
): SandboxRoute[] {
  const isAdmin = () => ['root', 'admin'].includes(listeners.own.type);
  const all = () => [listeners.own, ...listeners.others];
  return [
    { kind: 'me', method: 'GET', path: '/api/me', answer: () => json(listeners.own) },
    {
      kind: 'users',
      method: 'GET',
      path: '/api/users',
      // The list leaves progress and bookmarks out.
      answer: () =>
        isAdmin()
          ? json({ users: all().map(({ id, username, type }) => ({ id, username, type })) })
          : text('Forbidden', 403),
    },
    {
      kind: 'users',
      method: 'GET',
      path: '/api/users/:id',
      answer: ({ params }) => {
        if (!isAdmin()) return text('Forbidden', 403);
        const user = all().find(({ id }) => id === params['id']);
        return user ? json(user) : text('Not Found', 404);
      },
    },
    {
      kind: 'progress',
      method: 'PATCH',
      path: '/api/me/progress/:id',
      answer: (request) => {
        const libraryItemId = request.params['id'] ?? '';
        if (!items.has(libraryItemId)) return text('Media item not found', 404);
        const { own } = listeners;
        const { currentTime, isFinished, duration } = bodyObject(request);
        const known = own.mediaProgress.find((one) => one.libraryItemId === libraryItemId);
        const progress = known ?? { libraryItemId, currentTime: 0, isFinished: false };
        if (typeof currentTime === 'number') progress.currentTime = currentTime;
        if (typeof duration === 'number') progress.duration = duration;
        const isAtEnd =
          progress.duration !== undefined &&
          progress.duration - progress.currentTime < finishedWithinSeconds;
        if (typeof isFinished === 'boolean') progress.isFinished = isFinished;
        else if (typeof currentTime === 'number') progress.isFinished = isAtEnd;
        if (!known) own.mediaProgress.push(progress);
        return text('OK');
      },
    },
    {
      kind: 'bookmark',
      method: 'POST',
      path: '/api/me/item/:id/bookmark',
      answer: (request) => {
        const libraryItemId = request.params['id'] ?? '';
        const { time, title } = bodyObject(request);
        if (!items.has(libraryItemId)) return text('Not Found', 404);
        if (typeof time !== 'number' || typeof title !== 'string') return text('Invalid', 400);
        const bookmark = { libraryItemId, time, title };
        listeners.own.bookmarks.push(bookmark);
        return json(bookmark);
      },
    },
  ];
}
