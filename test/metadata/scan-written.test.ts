import { expect, test } from 'vitest';
import { batchHandler } from '../../src/metadata/carry-out.ts';
import { scanBookHandler } from '../../src/metadata/scan-book.ts';
import { dispatchOne } from '../../src/outbox/dispatch.ts';
import type { Pipeline } from '../downloads/pipeline.ts';
import { arrive, dispatch, library, openScene, readLibrary, ready } from './scan-stage.ts';

/** Everything the bot carries out here, the writing of batches included. */
async function carryOut({ services }: Pipeline) {
  const handlers = {
    'scan-book': scanBookHandler(services),
    'metadata-batch': batchHandler(services),
  };
  const onDead = async (_: unknown, reason: string) => Promise.reject(new Error(reason));
  while (await dispatchOne({ em: services.em, now: services.now, handlers, onDead }));
}

/** Two sources that no scan asks know the reader of a book and its publisher. */
const tell = (pipeline: Pipeline, narrator: string) =>
  pipeline.rows(
    `insert into metadata_evidence (book_id, source, field, value, confidence, seen_at)
     select b.id, source, field, value, 0.95, now()
       from books b, unnest(array['custom:one', 'custom:two']) source,
            (values ('narrators', '["${narrator}"]'::jsonb), ('publisher', '"Comet Audio"')) as told(field, value)
      where b.title = 'Off on a Comet' returning book_id`,
  );

const shown = (pipeline: Pipeline) =>
  pipeline.rows(
    `select narrator, publisher, settled #> '{narrator,verified}' as verified,
            settled #>> '{narrator,library}' as library
       from books where title = 'Off on a Comet'`,
  );

test(
  'what is empty of a new book is filled at once, in one batch with one undo',
  ready,
  async (context) => {
    const scene = await openScene(context, { TRANSCRIPTION_URL: '' });
    await arrive(scene);
    await tell(scene, 'Ada Grey');

    await carryOut(scene);

    const batches = await scene.rows('select title, status, asks from metadata_batches');
    expect(batches).toEqual([{ title: 'New books', status: 'written', asks: false }]);
    const [book] = await scene.rows<{ abs_id: string }>(
      `select abs_id from books where title = 'Off on a Comet'`,
    );
    expect(await library(scene).item(book?.abs_id ?? '')).toMatchObject({
      publisher: 'Comet Audio',
    });
    await carryOut(scene);
    expect(await scene.rows('select 1 from metadata_batches')).toHaveLength(1);
  },
);

test(
  'a narrator whom two sources name stands in the table whatever the library says, until that changes',
  ready,
  async (context) => {
    const scene = await openScene(context, { TRANSCRIPTION_URL: '' });
    const folder = 'Jules Verne/Off on a Comet {Bo Other}';
    await arrive(scene, folder);
    await scene.rows(`update books set settled = '{}' where title = 'Off on a Comet' returning id`);
    await tell(scene, 'Cy Third');
    const [book] = await scene.rows<{ abs_id: string }>(
      `select abs_id from books where title = 'Off on a Comet'`,
    );
    const absId = book?.abs_id ?? '';
    await library(scene).patchMedia(absId, { narrators: ['Bo Other'] });

    await dispatch(scene);
    const settled = await shown(scene);
    await readLibrary(scene);
    const scanned = await shown(scene);
    await library(scene).patchMedia(absId, { narrators: ['Dee Fourth'] });
    await readLibrary(scene);

    expect(settled).toEqual([
      { narrator: 'Cy Third', publisher: 'Comet Audio', verified: true, library: 'Bo Other' },
    ]);
    expect(scanned).toEqual(settled);
    expect(await shown(scene)).toMatchObject([{ narrator: 'Dee Fourth' }]);
  },
);
