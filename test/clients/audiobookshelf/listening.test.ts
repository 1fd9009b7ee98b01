import { expect, test } from 'vitest';
import { type Received, startAudiobookshelf } from './loopback.ts';

const progress = { currentTime: 61.5, isFinished: false, duration: 3600, progress: 0.02 };
const mine = { id: 'me', username: 'ada', mediaProgress: [], bookmarks: [] };
/** As the server lists a user: without what was listened to. */
const listed = (id: string) => ({ id, username: id, type: 'user', isActive: true });

function answers(type: string) {
  return ({ path }: Received) => {
    if (path.endsWith('/api/me')) return { body: { ...mine, type } };
    if (path.endsWith('/api/users')) return { body: { users: ['me', 'bo', 'cy'].map(listed) } };
    if (path.endsWith('/users/me')) return { body: { ...mine, type } };
    if (path.endsWith('/users/bo')) {
      const rows = [
        { ...progress, libraryItemId: null, episodeId: 'e', currentTime: 0 },
        { ...progress, libraryItemId: 'item' },
      ];
      const bookmarks = [{ libraryItemId: 'item', time: 12, title: 'the cave', createdAt: 1 }];
      return { body: { ...listed('bo'), mediaProgress: rows, bookmarks } };
    }
    return { status: 404, contentType: 'text/plain', body: 'Not Found' };
  };
}

test('an admin’s key sees the position and bookmarks of every user, one that was just deleted left out', async () => {
  await using server = await startAudiobookshelf(answers('admin'));

  const heard = await server.shelf.listening('item');

  expect(heard).toEqual({
    scope: 'all',
    ownId: 'me',
    listeners: [
      {
        userId: 'bo',
        position: { seconds: 61.5, isFinished: false },
        bookmarks: [{ seconds: 12, title: 'the cave' }],
      },
    ],
  });
});

test('another key sees its own user alone, and does not ask for others', async () => {
  await using server = await startAudiobookshelf(answers('user'));

  const heard = await server.shelf.listening('item');

  expect(heard).toEqual({ scope: 'own', ownId: 'me', listeners: [] });
  expect(server.asked()).toEqual(['GET /shelf/api/me']);
});

test('a position is moved together with the length it counts in', async () => {
  await using server = await startAudiobookshelf(() => ({ contentType: 'text/plain', body: 'OK' }));

  await server.shelf.moveOwnPosition('item', { seconds: 900, ofSeconds: 3600 });

  expect(server.asked()).toEqual(['PATCH /shelf/api/me/progress/item']);
  expect(server.requests[0]?.body).toEqual({ currentTime: 900, duration: 3600, progress: 0.25 });
});

test('users that cannot be read are an error, never nobody', async () => {
  await using server = await startAudiobookshelf(({ path }) =>
    path.endsWith('/users/bo')
      ? { body: { ...listed('bo'), bookmarks: [] } }
      : answers('root')({ path } as Received),
  );

  await expect(server.shelf.listening('item')).rejects.toMatchObject({ name: 'ExternalError' });
});
