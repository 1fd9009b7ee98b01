import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { startEventfulLibrary } from '../support/library-events.ts';
import { until } from '../support/until.ts';
import { openBotStage } from './stage.ts';
import { patience } from './test-bot.ts';

test('a book that a person adds is noticed and scanned as soon as Audiobookshelf tells of it', async (context) => {
  const stage = await openBotStage(context);
  const { library } = stage.world;
  const events = await startEventfulLibrary(library.url);
  stage.onEnd(events.stop);
  const bot = await stage.start({
    ABS_URL: events.url,
    ABS_USERNAME: events.username,
    ABS_PASSWORD: events.password,
  });
  await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
  await until(() => events.listening() === 1, patience);
  const file = path.join(library.folder, 'Jules Verne/Off on a Comet/book.mp3');
  await mkdir(path.dirname(file), { recursive: true });
  const tags = { title: 'Off on a Comet', album: 'Off on a Comet', author: 'Jules Verne' };
  await writeFile(
    file,
    renderRecording({
      seconds: 30,
      kbps: 32,
      chapters: [],
      tags: { ...tags, narrator: 'Ada Grey', year: 1877, track: null, asin: null },
    }),
  );
  const scan = `${events.url}/api/libraries/${library.libraryId}/scan`;
  await fetch(scan, { method: 'POST', headers: { authorization: `Bearer ${library.token}` } });
  await until(() => [...library.items.values()].some(({ relPath }) => relPath.includes('Comet')));

  events.tell('item_added', {});

  const scanned = `select 1 from book_scans s join books b on b.id = s.book_id where b.title = 'Off on a Comet'`;
  await until(async () => (await bot.rows(scanned)).length > 0, patience);
  expect(
    await bot.rows(`select cause from tasks where task_name = 'arrivals' and status = 'completed'`),
  ).toContainEqual({ cause: 'event' });
}, 90_000);
