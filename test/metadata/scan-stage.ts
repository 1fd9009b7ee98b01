import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { noteArrivals } from '../../src/library/arrivals.ts';
import { scanLibrary } from '../../src/library/scan.ts';
import { scanBookHandler } from '../../src/metadata/scan-book.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import { renderRecording } from '../../src/sandbox/audio.ts';
import { startTranscription, type TranscriptionServer } from '../../src/sandbox/transcription.ts';
import { openPipeline, type Pipeline } from '../downloads/pipeline.ts';

export type Scene = Pipeline & { transcription: TranscriptionServer };

export const ready = { timeout: 30_000 };

/** A library that was read once, and ears. */
export async function openScene(
  context: TestContext,
  settings: Record<string, string> = {},
): Promise<Scene> {
  const transcription = await startTranscription();
  context.onTestFinished(transcription.stop);
  const pipeline = await openPipeline(context, {
    ...transcription.environment,
    PATH: process.env['PATH'] ?? '',
    ...settings,
  });
  await readLibrary(pipeline);
  return { ...pipeline, transcription };
}

export function library({ services }: Pipeline) {
  if (!services.audiobookshelf) throw new Error('there is no library');
  return services.audiobookshelf;
}

export async function readLibrary(pipeline: Pipeline) {
  await scanLibrary(pipeline.services.em(), library(pipeline), {
    libraryId: pipeline.world.library.libraryId,
    acceptsDrop: true,
    now: new Date(),
    onPage() {},
  });
}

/** A person puts a book into the library; Audiobookshelf and then the bot notice it. */
export async function arrive(pipeline: Pipeline, folder = 'Jules Verne/Off on a Comet {Ada Grey}') {
  const file = path.join(pipeline.library, folder, 'book.mp3');
  const tags = { title: 'Off on a Comet', album: 'Off on a Comet', author: 'Jules Verne' };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(
    file,
    renderRecording({
      seconds: 30,
      kbps: 32,
      chapters: [],
      tags: { ...tags, narrator: 'Ada Grey', year: 1877, track: null, asin: null },
    }),
  );
  await library(pipeline).scanAndWait(pipeline.world.library.libraryId, {
    pollMs: 20,
    timeoutMs: 20_000,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    signal: new AbortController().signal,
  });
  return await notice(pipeline);
}

export async function notice(pipeline: Pipeline) {
  const { services } = pipeline;
  return await noteArrivals(services.em(), library(pipeline), {
    libraryId: pipeline.world.library.libraryId,
    policy: await services.policy(services.em()),
    now: new Date(),
  });
}

/** Carries out what was asked for; answers how many scans were done. */
export async function dispatch({ services }: Pipeline) {
  const handlers = { 'scan-book': scanBookHandler(services) };
  const onDead = async (_: unknown, reason: string) => Promise.reject(new Error(reason));
  let handled = 0;
  while (await dispatchOne({ em: services.em, now: services.now, handlers, onDead })) handled += 1;
  return handled;
}

export const told = (pipeline: Pipeline, title: string) =>
  pipeline.rows<{ source: string; narrators: string[] | null; title: string | null }>(
    `select source, max(value::text) filter (where field = 'narrators')::jsonb as narrators,
            max(value #>> '{}') filter (where field = 'title') as title
       from metadata_evidence e join books b on b.id = e.book_id
      where b.title = '${title}' and source in ('tags', 'file-names', 'opening', 'torrent')
      group by source order by source`,
  );

export const scans = (pipeline: Pipeline) =>
  pipeline.rows<{ report: { heard: string[]; silent: { source: string; reason: string }[] } }>(
    'select report from book_scans order by book_id',
  );
