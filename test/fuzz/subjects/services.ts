import { parseLibraryItem } from '../../../src/clients/audiobookshelf/library-item.ts';
import * as shelf from '../../../src/clients/audiobookshelf/schema.ts';
import { createCookieJar } from '../../../src/clients/qbittorrent/cookies.ts';
import { readDelta } from '../../../src/clients/qbittorrent/delta-schema.ts';
import {
  readCategoryPath,
  readFiles,
  readTorrents,
  readTrackers,
} from '../../../src/clients/qbittorrent/schema.ts';
import { dialectOf } from '../../../src/clients/qbittorrent/versions.ts';
import { ExternalError } from '../../../src/errors.ts';
import { storableJson } from '../../../src/storable.ts';
import { expandedRow, shortRow } from '../../clients/audiobookshelf/rows.ts';
import { makeRow } from '../../clients/qbittorrent/stand-in-torrents.ts';
import { hostileJson } from '../json.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const hash = 'a'.repeat(40);
const torrents = JSON.stringify([
  makeRow(hash),
  makeRow('B'.repeat(64), { state: 'stalledUP', progress: 1 }),
]);
const deltas = [
  {
    rid: 1,
    full_update: true,
    torrents: { [hash]: makeRow(hash) },
    server_state: { free_space_on_disk: 1e12 },
  },
  { rid: 999_999, torrents: { [hash]: { progress: 0.5 } }, torrents_removed: [hash] },
].map((delta) => JSON.stringify(delta));
const parts = [
  [{ index: 0, name: 'a/b.mp3', size: 12, progress: 1, priority: 1 }],
  [
    { url: 'https://t.example/announce', status: 2, msg: 'ok' },
    { url: '** [DHT] **', status: 0 },
  ],
  { audiobooks: { name: 'audiobooks', savePath: '/downloads/a' } },
].map((part) => JSON.stringify(part));
const items = [expandedRow(7), shortRow(3)].map((row) => JSON.stringify(row));
const answers = [
  { results: [shortRow(1)], total: 1 },
  { tasks: [{ action: 'library-scan', isFinished: false, data: { libraryId: 'x' } }] },
  {
    libraries: [
      {
        id: 'l',
        name: 'n',
        mediaType: 'book',
        folders: [{ id: 'f', fullPath: '/x' }],
        lastScan: 5,
      },
    ],
  },
  {
    id: 'u',
    type: 'root',
    mediaProgress: [{ libraryItemId: 'i', currentTime: 5, isFinished: false }],
    bookmarks: [],
  },
  { book: [{ libraryItem: { id: 'i', path: '/x' } }] },
].map((answer) => JSON.stringify(answer));
const forms = [
  shelf.page,
  shelf.taskList,
  shelf.scanTask,
  shelf.libraryList,
  shelf.listener,
  shelf.searchAnswer,
];

export const serviceSubjects = [
  subject({
    name: 'qBittorrent: list of torrents',
    make: (random) => hostileJson(random, [torrents]),
    mayThrow: [ExternalError],
    read(value) {
      const { torrents: read, droppedRows } = readTorrents(value);
      hold(read.length + droppedRows === (value as unknown[]).length, 'count of rows');
      for (const { progress, hash: id, addedAt } of read) {
        hold(progress >= 0 && progress <= 1 && /^[0-9a-f]{40}$/.test(id), 'progress or hash');
        hold(addedAt === null || !Number.isNaN(addedAt.getTime()), 'time');
      }
    },
  }),
  subject({
    name: 'qBittorrent: changes since the last answer',
    make: (random) => hostileJson(random, deltas),
    mayThrow: [ExternalError],
    read(value) {
      const { torrents: changed, removed } = readDelta(value);
      hold(
        [...changed.keys(), ...removed].every((id) => /^[0-9a-f]{40}$/.test(id)),
        'hash',
      );
    },
  }),
  subject({
    name: 'qBittorrent: files, trackers, categories',
    make: (random) => hostileJson(random, parts),
    mayThrow: [ExternalError],
    read(value) {
      for (const read of [readFiles, readTrackers, () => readCategoryPath(value, '__proto__')]) {
        try {
          read(value);
        } catch (error) {
          if (!(error instanceof ExternalError)) throw error;
        }
      }
    },
  }),
  subject({
    name: 'qBittorrent: cookies and version',
    make: (random) =>
      hostileText(random, [
        'SID=abc; HttpOnly; path=/',
        'QBT_SID_8080=x; Max-Age=9',
        '2.8.19',
        '2.16',
      ]),
    mayThrow: [ExternalError],
    read(text) {
      const jar = createCookieJar();
      jar.follow([text, 'SID=good'], new Date(0));
      hold(jar.header()?.includes('SID=') === true, 'a cookie that was given');
      dialectOf(text);
    },
  }),
  subject({
    name: 'Audiobookshelf: item',
    make: (random) => hostileJson(random, items),
    read(value) {
      const item = parseLibraryItem(value);
      if (!item) return;
      hold(item.id !== '' && item.path !== '', 'id and path');
      hold(item.durationSeconds === null || item.durationSeconds > 0, 'duration');
      storableJson(item);
    },
  }),
  subject({
    name: 'Audiobookshelf: lists, tasks, listeners',
    make: (random) => hostileJson(random, answers),
    read(value) {
      for (const form of forms) form.safeParse(value);
      hold(shelf.unreadableRow.safeParse(value).success, 'a row is told whatever it is');
    },
  }),
];
