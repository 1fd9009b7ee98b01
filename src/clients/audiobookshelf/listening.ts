import type { Api } from './api.ts';
import * as schema from './schema.ts';

export type Bookmark = { seconds: number; title: string };

/** How far one user is in a book; null is "never begun". */
export type Listener = {
  userId: string;
  position: { seconds: number; isFinished: boolean } | null;
  bookmarks: Bookmark[];
};

/** `all`: of every user, which only an admin's key can read; `own`: of the key's user alone. */
export type Listening = { scope: 'all' | 'own'; ownId: string; listeners: Listener[] };

/** Positions and bookmarks in one book; users who have neither are left out. */
export async function listening(api: Api, itemId: string): Promise<Listening> {
  const me = await api.json({ path: 'api/me' }, schema.listener);
  const isAdmin = me.type === 'root' || me.type === 'admin';
  const users = isAdmin ? await everyUser(api) : [me];
  const listeners = users.map((user) => ofItem(user, itemId));
  return {
    scope: isAdmin ? 'all' : 'own',
    ownId: me.id,
    listeners: listeners.filter(({ position, bookmarks }) => position || bookmarks.length > 0),
  };
}

/**
 * Moves the position of the key's own user; nobody else's can be written. The length goes with it: the
 * server keeps the one it was listened at, and takes a position near or beyond that end for a finished book.
 */
export async function moveOwnPosition(
  api: Api,
  itemId: string,
  { seconds, ofSeconds }: { seconds: number; ofSeconds: number },
): Promise<void> {
  const path = `api/me/progress/${encodeURIComponent(itemId)}`;
  const json = { currentTime: seconds, duration: ofSeconds, progress: seconds / ofSeconds };
  await api.send({ method: 'PATCH', path, json });
}

async function everyUser(api: Api): Promise<schema.Listener[]> {
  const { users } = await api.json({ path: 'api/users' }, schema.userList);
  const found: schema.Listener[] = [];
  for (const { id } of users) {
    const path = `api/users/${encodeURIComponent(id)}`;
    // A user may be deleted between the list and this.
    const user = await api.jsonIfFound({ path }, schema.listener);
    if (user) found.push(user);
  }
  return found;
}

function ofItem(user: schema.Listener, itemId: string): Listener {
  const progress = user.mediaProgress.find((one) => one.libraryItemId === itemId);
  const bookmarks = user.bookmarks.filter((one) => one.libraryItemId === itemId);
  return {
    userId: user.id,
    position: progress ? { seconds: progress.currentTime, isFinished: progress.isFinished } : null,
    bookmarks: bookmarks.map(({ time, title }) => ({ seconds: time, title })),
  };
}
