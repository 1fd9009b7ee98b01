import { expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { createExecute } from '../../src/command/execute.ts';
import { bookByAsin } from '../../src/sandbox/books.ts';
import type { Services } from '../../src/services.ts';
import { createCustomProvider } from '../../src/clients/custom-provider/index.ts';
import { shelve, useCatalogues } from '../metadata/catalogue-world.ts';
import { useDatabase } from '../support/use-database.ts';
import { at, keys, startServing } from './serving.ts';

const { em } = useDatabase();
const world = useCatalogues(em);
const commands = await discoverCommands();
const princess = bookByAsin('B0MARS0001');

/** How Audiobookshelf asks. */
const path = '/provider/search?mediaType=book&query=A+Princess+of+Mars&author=Edgar+Rice+Burroughs';
const asked = { key: null, headers: { authorization: keys.viewer, 'user-agent': 'axios/0.27.2' } };

function serve() {
  const services = {
    ...world.services(),
    em,
    now: () => at,
    log: console,
  } as unknown as Services;
  return startServing({ commands, execute: createExecute(commands, services) });
}

test('Audiobookshelf is answered in its own form: a text for each field, names in one text', async () => {
  await shelve(em(), princess);
  await using http = await serve();

  const { status, text } = await http.ask(path, asked);

  const { matches } = JSON.parse(text) as { matches: Record<string, unknown>[] };
  expect(status).toBe(200);
  expect(matches[0]).toEqual({
    title: 'A Princess of Mars',
    author: 'Edgar Rice Burroughs',
    narrator: 'Tobias Merrow',
    asin: princess.asin,
    duration: 2,
  });
});

test('what the library does not have comes from the catalogues', async () => {
  await using http = await serve();

  const { text } = await http.ask(path, asked);

  const { matches } = JSON.parse(text) as { matches: Record<string, unknown>[] };
  expect(matches).toContainEqual(
    expect.objectContaining({
      publisher: 'Sandbox Recordings',
      series: [{ series: 'Barsoom', sequence: '1' }],
      language: 'english',
    }),
  );
});

test('another program of this kind can ask it as its custom provider', async () => {
  await shelve(em(), princess);
  await using http = await serve();
  const provider = createCustomProvider({
    baseUrl: `http://127.0.0.1:${http.port}/provider`,
    authorization: `Bearer ${keys.viewer}`,
    userAgent: 'someone else',
    pace: async () => undefined,
  });

  const [match] = await provider.search({ title: princess.title, author: null, isbn: null });

  expect(match).toMatchObject({ narrators: ['Tobias Merrow'], asin: princess.asin, minutes: 2 });
});

test.each([
  ['no key', { key: null }, 401],
  ['a wrong key', { key: null, headers: { authorization: 'Bearer guess' } }, 401],
  ['the key in another header', { key: keys.viewer }, 401],
])('%s is refused', async (_, request, status) => {
  await using http = await serve();

  const answer = await http.ask(path, request);

  expect(answer.status).toBe(status);
  expect(answer.body.error?.message).toContain('Authorization');
  expect(world.asked()).toEqual([]);
});

test.each([
  ['its own question', path, { 'user-agent': 'Shelfwarden/1.2.3' }],
  ['a question for podcasts', path.replace('=book', '=podcast'), {}],
  ['a question without a title', '/provider/search?mediaType=book&query=', {}],
])('%s finds nothing and asks nobody', async (_, address, headers) => {
  await using http = await serve();

  const authorization = `Bearer ${keys.viewer}`;
  const { status, text } = await http.ask(address, {
    key: null,
    headers: { authorization, ...headers },
  });

  expect([status, text]).toEqual([200, '{"matches":[]}']);
  expect(world.asked()).toEqual([]);
});
