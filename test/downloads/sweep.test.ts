import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import downloads from '../../jobs/downloads.ts';
import { newTempName } from '../../src/importing/temp-folders.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';

/** What a killed import leaves in the library. */
async function leave({ library }: Pipeline): Promise<string> {
  const folder = path.join(library, 'Ann Author', newTempName());
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '01.mp3'), 'half a file');
  return folder;
}

/** The run before this one. */
function endedAs({ rows }: Pipeline, status: string) {
  return rows(
    `insert into tasks (task_name, status, cause, actual_start) values ('downloads', '${status}', 'schedule', now()) returning id`,
  );
}

function run({ services }: Pipeline) {
  return downloads.run({
    services,
    em: services.em,
    signal: new AbortController().signal,
    now: services.now(),
    input: {},
    progress: async () => {},
  });
}

test.for(['interrupted', 'failed'])(
  'after a run that was %s the leftovers of its import are removed',
  async (status, context) => {
    const pipeline = await openPipeline(context);
    const folder = await leave(pipeline);
    await endedAs(pipeline, status);

    const { report } = await run(pipeline);

    expect(report).toMatchObject({ swept: [folder] });
    expect(existsSync(folder)).toBe(false);
  },
);

test('after a run that ended well the library is not searched for leftovers', async (context) => {
  const pipeline = await openPipeline(context);
  const folder = await leave(pipeline);
  await endedAs(pipeline, 'interrupted');
  await endedAs(pipeline, 'completed');

  const { report } = await run(pipeline);

  expect(report).toMatchObject({ swept: [] });
  expect(existsSync(folder)).toBe(true);
});
