import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDoor, openDoor, ownerKey } from './open-door.ts';

let door: OpenDoor;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const rows = <Row>(statement: string) => door.services.em().execute<Row[]>(statement);
const put = (id: number, json: unknown) =>
  door.ask(`/api/downloads/${id}/retry`, ownerKey, {
    method: 'PUT',
    body: JSON.stringify(json),
    headers: { 'content-type': 'application/json' },
  });

/** A download of a missing book that failed before its torrent was there. */
async function failed(more = 'null'): Promise<number> {
  const [row] = await rows<{ id: number }>(
    `with m as (insert into missing_books (work_key, title, author_name, reason_missing)
                values (gen_random_uuid(), 'Third', 'Ada', 'series_gap') returning id)
     insert into downloads (title, source, status, missing_book_id, library_path)
     select 'Third', 'mam', 'failed', id, ${more} from m returning id`,
  );
  return row?.id ?? 0;
}

const grabsOf = (id: number) =>
  rows<{ days: number }>(
    `select round(extract(epoch from not_before - now()) / 86400)::int as days
       from outbox where topic = 'grab' and lane = 'download:${id}' and status = 'pending' order by id`,
  );

test('a failed download is fetched again after the days that were asked for', async () => {
  const id = await failed();

  const answer = await put(id, { days_until_retry: 3 });
  const { data } = await door.ask(`/api/downloads/${id}`, ownerKey);

  expect([answer.status, answer.data['kind']]).toEqual([200, 'later']);
  expect(data).toMatchObject({
    status: 'waiting',
    status_reason: 'API key lets it wait 3 days',
    next_retry: answer.data['until'],
    retry_count: 1,
  });
  expect(await grabsOf(id)).toEqual([{ days: 3 }]);
});

test('who asks again may wait longer, or not at all', async () => {
  const id = await failed();
  await put(id, { days_until_retry: 1 });

  await put(id, { days_until_retry: 30 });
  const later = await grabsOf(id);
  await put(id, {});
  const now = await grabsOf(id);

  expect(later).toEqual([{ days: 30 }, { days: 30 }]);
  expect(now.every(({ days }) => days < 0)).toBe(true);
});

test.each([
  [{ days_until_retry: 0 }, 400],
  [{ days_until_retry: 31 }, 400],
  [{ days_until_retry: 2, other: true }, 400],
])('%j is refused and changes nothing', async (input, status) => {
  const id = await failed();

  const answer = await put(id, input);

  expect(answer.status).toBe(status);
  expect(await grabsOf(id)).toEqual([]);
});

test('what only has to be shown to the library does not wait', async () => {
  const id = await failed(`'/library/Ada/Third'`);

  const answer = await put(id, { days_until_retry: 2 });

  expect([answer.status, answer.code]).toEqual([409, 'conflict']);
});
