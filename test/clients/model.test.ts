import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEmbeddings } from '../../src/clients/model/embeddings.ts';
import { type ModelServer, startModel } from '../../src/sandbox/model.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModel();
});
afterAll(() => server.stop());

const embed = (texts: string[], apiKey = server.key) =>
  createEmbeddings({ url: `${server.url}/v1`, apiKey, name: 'near', userAgent: 'test' }).embed(
    texts,
    60_000,
  );

test('texts get vectors of length 1 in their order, however they are answered', async () => {
  server.place = (text) => [text.length, 0];

  expect(await embed(['a', 'bbb'])).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
    model: 'near',
    input: ['a', 'bbb'],
  });
  server.place = (text) => (text === 'a' ? [0, 2] : [3, 0]);
  expect(await embed(['a', 'b'])).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test.each([
  ['vectors of several lengths', (text: string) => (text === 'a' ? [1] : [1, 2])],
  ['a vector of nothing', () => [0, 0]],
  ['no vector', () => []],
])('%s are refused', async (_what, place) => {
  server.place = place;

  await expect(embed(['a', 'b'])).rejects.toMatchObject({ service: 'model', kind: 'unexpected' });
});

test('a wrong key, half an answer and a missing vector are told', async () => {
  server.place = () => [1];

  await expect(embed(['a'], 'wrong')).rejects.toMatchObject({ kind: 'unauthorized' });
  server.failNext('embedding', { status: 200, body: '{"data":[' });
  await expect(embed(['a'])).rejects.toMatchObject({ kind: 'unexpected' });
  server.failNext('embedding', {
    status: 200,
    body: '{"data":[{"index":0,"embedding":[1]}]}',
  });
  await expect(embed(['a', 'b'])).rejects.toMatchObject({ kind: 'unexpected' });
});
