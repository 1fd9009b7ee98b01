import { expect, test } from 'vitest';
import { followCheck } from '../../src/downloads/check-progress.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

const stateOf = (pipeline: Pipeline) =>
  pipeline.rows<{ status_reason: string | null }>('select status, status_reason from downloads');

async function open(...[context]: Parameters<typeof openPipeline>) {
  const pipeline = await openPipeline(context);
  await pipeline.rows(
    `insert into downloads (title, source, status, status_reason) values ('A Tale', 'mam', 'checking', 'download complete') returning id`,
  );
  let ms = 0;
  const services = { ...pipeline.services, now: () => new Date(ms) };
  const pass = (seconds: number) => {
    ms += seconds * 1000;
  };
  return { pipeline, pass, progress: followCheck(services, 1) };
}

test('a check says how far it is, at most every fifteen seconds', async (context) => {
  const { pipeline, pass, progress } = await open(context);

  progress.show('the audio is played through', 0.1);
  await progress.end();
  const early = await stateOf(pipeline);
  pass(15);
  progress.show('the audio is played through', 0.409);
  await progress.end();
  pass(14);
  progress.show('the audio is played through', 0.8);
  await progress.end();

  expect(early).toEqual([{ status: 'checking', status_reason: 'download complete' }]);
  expect(await stateOf(pipeline)).toEqual([
    { status: 'checking', status_reason: 'the audio is played through, 40 %' },
  ]);
  expect(await pipeline.rows('select 1 from download_events')).toEqual([]);
});

test('a download that has gone on meanwhile is left as it is', async (context) => {
  const { pipeline, pass, progress } = await open(context);
  await pipeline.rows(
    `update downloads set status = 'cancelled', status_reason = 'by root' returning id`,
  );

  pass(15);
  progress.show('its pieces are checked', 0.5);
  await progress.end();

  expect(await stateOf(pipeline)).toEqual([{ status: 'cancelled', status_reason: 'by root' }]);
});

test('what goes wrong with it is not swallowed', async (context) => {
  const { pipeline, pass, progress } = await open(context);
  await pipeline.rows('alter table downloads rename column status_reason to lost');

  pass(15);
  progress.show('its pieces are checked', 0.5);

  await expect(progress.end()).rejects.toThrow('status_reason');
});
