import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createAudiobookshelf } from '../../src/clients/audiobookshelf/index.ts';
import { startTranscription } from '../../src/sandbox/transcription.ts';
import type { World } from '../../src/sandbox/world.ts';
import { audio } from '../downloads/pipeline.ts';
import { ffmpegAvailable } from '../support/audio.ts';
import { until } from '../support/until.ts';
import { openKillStage } from './kill-stage.ts';
import { countRequests } from './stage.ts';
import { patience } from './test-bot.ts';

const longMs = 150_000;

/** A person puts a book into the library, and Audiobookshelf notices it. */
async function addBook({ library }: World, title: string): Promise<void> {
  const folder = path.join(library.folder, 'Ann Author', title);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'book.mp3'), audio(title));
  const { url: baseUrl, token, libraryId } = library;
  await createAudiobookshelf({ baseUrl, token, userAgent: 'tests' }).scan(libraryId);
  const isThere = () => [...library.items.values()].some(({ scanned }) => scanned.title === title);
  await until(isThere, patience);
}

test.skipIf(!ffmpegAvailable)(
  'killed while a catalogue is asked about a new book: the next start scans it to its end, and its opening is heard once',
  async (context) => {
    const stage = await openKillStage(context);
    const transcription = await startTranscription();
    stage.onEnd(transcription.stop);
    transcription.words = 'A New Tale by Ann Author, read by Nora Voice. Chapter one.';
    Object.assign(stage.environment, transcription.environment, { PATH: process.env['PATH'] });
    const { world, rows } = stage;
    const scanned = () =>
      rows<{ status: string }>(`select status from outbox where topic = 'scan-book'`);
    const bot = await stage.start();
    await until(
      async () => (await rows(`select 1 from series`)).length > 0 && (await isIdle()),
      patience,
    );
    await addBook(world, 'A New Tale');
    world.providers.failNext('google', { hang: 'before' });

    await bot.type('run', { job: 'arrivals' });
    await until(() => countRequests(world.providers, 'google') === 1, patience);
    await bot.kill();
    const left = await scanned();
    const before = await rows('select 1 from book_scans');
    await stage.start();
    await until(async () => (await scanned()).every(({ status }) => status === 'done'), patience);

    expect(left).toEqual([{ status: 'pending' }]);
    expect(before).toEqual([]);
    expect(countRequests(world.providers, 'google')).toBe(2);
    expect(transcription.requests).toHaveLength(1);
    expect(
      await rows(`select b.title, b.metadata_source ->> 'title' as source,
                         s.report -> 'heard' ? 'opening' as "isHeard"
                    from book_scans s join books b on b.id = s.book_id`),
    ).toEqual([{ title: 'A New Tale', source: 'opening', isHeard: true }]);

    async function isIdle(): Promise<boolean> {
      const open = await rows(`select 1 from tasks where status in ('requested', 'running')`);
      return open.length === 0;
    }
  },
  longMs,
);
