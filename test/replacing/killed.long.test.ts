import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ffmpegAvailable, makeM4b, makeMp3Set } from '../support/audio.ts';
import { openReplacing, place, type ReplacingStage, tags } from './stage.ts';

const patienceMs = 600_000;
const script = path.join(import.meta.dirname, 'follow-and-die.ts');

/** What the library says of the book is written back over them. */
const otherTags = { ...tags, narrator: 'Nobody In Particular' };

const forms = [
  {
    name: 'a folder',
    old: (library: string) =>
      makeMp3Set(path.join(library, place), tags, { seconds: 20, parts: 2 }),
    before: ['Ann Author/A Tale/01 - Part 1.mp3', 'Ann Author/A Tale/02 - Part 2.mp3'],
    after: ['Ann Author/A Tale/better.m4b'],
  },
  {
    name: 'a file',
    old: (library: string) =>
      makeM4b(path.join(library, 'A Tale.m4b'), tags, { seconds: 20, chapters: 2 }),
    before: ['A Tale.m4b'],
    after: ['A Tale.m4b'],
  },
];

/** The sound a scan would see of the book; what is hidden it passes by. */
async function seen(library: string): Promise<string[]> {
  const names = await readdir(library, { recursive: true });
  const isHidden = (name: string) => name.split('/').some((part) => part.startsWith('.'));
  return names
    .filter((name) => name.includes('A Tale') && /\.(m4b|mp3)$/.test(name) && !isHidden(name))
    .sort();
}

async function hidden(library: string): Promise<string[]> {
  const names = await readdir(library, { recursive: true });
  return names.filter((name) => path.basename(name).startsWith('.'));
}

/** Ends when it is killed at a step, or by itself with the steps at which it could have been. */
async function followAndDie(
  { parameters }: ReplacingStage,
  step: string | null,
): Promise<string[] | 'killed'> {
  const given = [script, JSON.stringify(parameters), step ?? ''];
  const program = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [[code, signal], output] = await Promise.all([once(program, 'exit'), text(program.stdout)]);
  if (signal === 'SIGKILL') return 'killed';
  if (code !== 0) throw new Error(`the process ended with ${code}`);
  return JSON.parse(output) as string[];
}

/** As it was before: the old edition in its place, nothing kept, the download ready to be imported. */
async function takeBack(stage: ReplacingStage): Promise<void> {
  const [row] = await stage.rows<{ id: number }>('select id from replacements');
  await stage.type('undo', { replacement: row?.id ?? 0 });
  await stage.carryOn();
  await stage.type('replace', { remove: row?.id ?? 0 });
  await stage.carryOn();
  await stage.rows('delete from replacements');
  for (const { edited } of stage.world.library.items.values()) delete edited.narrators;
  await setToImporting(stage);
  await stage.rows(`update missing_books set download_status = 'downloading', is_wanted = true`);
}

async function setToImporting(stage: ReplacingStage): Promise<void> {
  await stage.rows(
    `update downloads set status = 'importing', stop_reason = null, library_path = null, book_id = null,
       qbittorrent_status = null, save_path = null, progress = 1, integrity_report = '{"status":"verified","decoding":"ok","decodedSeconds":20}'`,
  );
}

/** What both forms have in common need not be killed twice. */
const killedAt = new Set<string>();

test.for(forms)(
  '$name, killed after any change: one edition or the moment between two, then the new one, everything kept, nothing left over',
  { timeout: patienceMs },
  async ({ old, before, after }, context) => {
    context.skip(!ffmpegAvailable);
    const stage = await openReplacing(context, old);
    const heard = stage.heard();
    const id = stage.itemId();
    await stage.fetch((folder) =>
      makeM4b(path.join(folder, 'better.m4b'), otherTags, { seconds: 20, chapters: 4 }),
    );
    await setToImporting(stage);
    const steps = await followAndDie(stage, null);
    if (steps === 'killed') throw new Error('nobody was to kill it');
    let empty = 0;
    let killed = 0;

    for (const step of steps) {
      if (killedAt.has(step)) continue;
      killedAt.add(step);
      await takeBack(stage);
      expect(await seen(stage.library), `after ${step}`).toEqual(before);
      expect(stage.heard(), `after ${step}`).toEqual(heard);
      expect(await readdir(stage.restore), `after ${step}`).toEqual([]);

      expect(await followAndDie(stage, step), `after ${step}`).toBe('killed');
      killed += 1;
      const there = await seen(stage.library);
      if (there.length === 0) empty += 1;
      expect([before, after, []], `after ${step}`).toContainEqual(there);

      await stage.carryOn();
      await stage.follow();

      const state = await stage.rows('select status, status_reason from downloads');
      expect(state, `after ${step}`).toMatchObject([{ status: 'completed' }]);
      expect(await seen(stage.library), `after ${step}`).toEqual(after);
      expect(await hidden(stage.library), `after ${step}`).toEqual([]);
      expect(stage.itemId(), `after ${step}`).toBe(id);
      expect(stage.heard(), `after ${step}`).toEqual(heard);
    }

    expect(killed).toBeGreaterThan(3);
    // Only a kill between the two renames of a folder leaves nothing there, until the next start.
    expect(empty).toBe(before.length > 1 ? 1 : 0);
  },
);
