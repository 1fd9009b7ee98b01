import { expect, test } from 'vitest';
import { Download } from '../../src/downloads/download.entity.ts';
import { failRelease } from '../../src/downloads/fail.ts';
import { useDatabase } from '../support/use-database.ts';
import { askedFor, now, sam } from './people.ts';

const { em } = useDatabase();

/** One more release of the first book fails. */
async function fail(): Promise<void> {
  const [row] = await em().execute<{ id: number }[]>(
    `insert into downloads (missing_book_id, title, author, source, status)
     values (1, 'Ash', 'Anna Ward', 'mam', 'downloading') returning id`,
  );
  const own = em();
  const download = await own.findOneOrFail(Download, row?.id ?? 0);
  await failRelease(own, ['discord'], download, { reason: 'damaged' }, now);
}

test('everybody who asked for a book is called when it is given up, and not before', async () => {
  await askedFor(em(), 'Ash');
  await askedFor(em(), 'Ash', { person: sam });

  for (let releases = 0; releases < 3; releases += 1) await fail();

  const alerts = await em().execute(
    `select kind, reply -> 'mentions' as mentions from alerts order by id`,
  );
  expect(alerts).toEqual([
    { kind: 'download-failed', mentions: null },
    { kind: 'download-failed', mentions: null },
    {
      kind: 'download-abandoned',
      mentions: [
        { platform: 'discord', id: '11', name: 'Mia' },
        { platform: 'slack', id: 'U22', name: 'Sam' },
      ],
    },
  ]);
});
