import { expect, test } from 'vitest';
import { metadataProblems } from '../../src/health/metadata-check.ts';
import { providerStates } from '../../src/metadata/provider-states.ts';
import { useCatalogues } from '../metadata/catalogue-world.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();
const world = useCatalogues(em);
const noon = new Date('2026-11-02T12:00:00');
const inAnHour = new Date('2026-11-02T13:00:00');
const midnight = new Date('2026-11-03T00:00:00');

async function rest(provider: string, restUntil: Date | null): Promise<void> {
  await em().execute('insert into provider_standings values (?, 5, ?, ?, ?)', [
    provider,
    restUntil === null ? 0 : 1,
    restUntil,
    `${provider} answered 500`,
  ]);
}

async function use(service: string, used: number): Promise<void> {
  await em().execute('insert into request_quotas values (?, ?, ?)', [service, used, midnight]);
}

test('as long as all answer there is no problem, whoever is switched off', async () => {
  const services = world.services({ METADATA_SOURCES: 'audible', HARDCOVER_TOKEN: '' });
  await rest('audible', null);
  await use('google-books', 100);

  expect(await metadataProblems(em(), services, noon)).toEqual([]);
});

test('a used quota and a catalogue left alone are told with their time', async () => {
  await use('google-books', 100);
  await rest('itunes', inAnHour);

  expect(await metadataProblems(em(), world.services(), noon)).toMatchObject([
    {
      area: 'metadata',
      severity: 'warning',
      text: 'Google Books: daily quota used, again at 00:00',
      hint: expect.stringContaining('GOOGLE_BOOKS_PER_DAY'),
    },
    { text: 'iTunes: itunes answered 500, again at 13:00' },
  ]);
  expect(await metadataProblems(em(), world.services(), midnight)).toHaveLength(1);
});

test('the list has everybody in the order of asking, with quota and reason', async () => {
  const METADATA_PROVIDERS = 'mine http://127.0.0.1:9/x 0.9 secret-header';
  const METADATA_SOURCES = 'google-books,audnexus,hardcover';
  await use('google-books', 7);
  await rest('custom:mine', null);

  const services = world.services({ METADATA_PROVIDERS, METADATA_SOURCES, HARDCOVER_TOKEN: '' });
  const states = await providerStates(em(), services, noon);

  expect(states.map(({ label, state }) => `${label}: ${state}`)).toEqual([
    'mine: failing',
    'Google Books: on',
    'Audnexus: on',
    'Audible: off',
    'Hardcover: off',
    'iTunes: off',
    'Open Library: off',
  ]);
  expect(states[1]?.quota).toEqual({ used: 7, perDay: 100 });
  expect(states[3]?.reason).toBe('not in METADATA_SOURCES');
  expect(states[4]?.reason).toBe('HARDCOVER_TOKEN is not set');
  expect(JSON.stringify(states)).not.toContain('secret-header');
});
