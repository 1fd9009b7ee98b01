import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { secretNames } from '../src/config-options.ts';
import { ConfigError } from '../src/errors.ts';
import { policyOf } from '../src/settings/policy.ts';
import { makeTemporaryFolder } from './support/temporary-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

/** The problems the start is refused with. */
function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

async function secretFile(content: string): Promise<string> {
  const file = path.join(folder, crypto.randomUUID());
  await writeFile(file, content);
  return file;
}

test('nothing at all is a configuration: the defaults, with every outside service off', () => {
  const { settings, features, secrets } = loadConfig({});

  expect(settings).toMatchObject({ TZ: 'UTC', HTTP_HOST: '127.0.0.1', HTTP_PORT: 8000 });
  expect(settings.DATABASE_URL).toBeUndefined();
  expect(policyOf(settings)).toMatchObject({
    releasePolicy: 'free-first',
    ratioAfterGrab: 1.2,
    readingStaleMinutes: 15,
    unsatisfiedReserve: 10,
    languages: ['en'],
    formats: ['m4b', 'mp3'],
    proposalsOpen: 10,
    proposalHours: 72,
    novellas: 'ask',
    dramatised: 'never',
    omnibus: 'covers',
  });
  expect(Object.values(features).map(({ isOn }) => isOn)).toEqual([false, false, false]);
  expect(secrets).toEqual([]);
});

test('all malformed values are told at once, by name', () => {
  const problems = problemsOf({
    DATABASE_URL: 'mysql://db/x',
    TZ: 'Mars/Olympus',
    LOG_LEVEL: 'loud',
    HTTP_PORT: '70000',
    API_KEY: 'short',
    QB_URL: 'nas:8080',
    ABS_URL: 'ftp://nas',
    MAM_SEARCH_SECONDS: '0.5',
    MAX_GB: 'lots',
    RELEASE_POLICY: 'cheap',
    SCHEDULER_ENABLED: 'perhaps',
    ABS_TOKEN_FILE: '/no/such/file',
  });

  expect(
    problems
      .map((problem) => problem.split(':')[0])
      .toSorted((a = '', b = '') => a.localeCompare(b)),
  ).toEqual([
    'ABS_TOKEN_FILE',
    'ABS_URL',
    'API_KEY',
    'DATABASE_URL',
    'HTTP_PORT',
    'LOG_LEVEL',
    'MAM_SEARCH_SECONDS',
    'MAX_GB',
    'QB_URL',
    'RELEASE_POLICY',
    'SCHEDULER_ENABLED',
    'TZ',
  ]);
  expect(problems).toContain('TZ: is not a time zone such as Europe/Berlin or UTC');
  expect(problems).toContain('ABS_TOKEN_FILE: cannot read /no/such/file');
});

test('a problem never repeats the value, which may be a secret', () => {
  const problems = problemsOf({ API_KEY: 'hunter2', SECRET_KEY: 'hunter2', QB_URL: 'hunter2' });

  expect(problems).toHaveLength(3);
  expect(problems.join()).not.toContain('hunter2');
});

test.each([
  'change-me-change-me-change-me-change-me',
  'CHANGE_THIS_TO_A_LONG_RANDOM_STRING',
  'your-secret-key-here-0123456789abcdef',
  'replace with the output of openssl rand',
  'password123456789012345678901234567890',
  'secret-key-1234567890123456789012345678',
  'a'.repeat(64),
  '01010101'.repeat(8),
])('what an example says, or anybody would try, is no secret of ours: %s', (secret) => {
  const doors = ['SECRET_KEY', 'BACKUP_KEY', 'API_KEY', 'HOOK_TOKEN', 'HOOK_SECRET'];

  const problems = problemsOf(Object.fromEntries(doors.map((door) => [door, secret])));

  expect(problems.map((problem) => problem.split(':')[0])).toEqual(doors);
  expect(problems.join()).not.toContain(secret);
});

test.each(['aa1f5e77c2d94b0e8a63', 'correct horse battery staple', 'Tr0ub4dor&3 is longer now'])(
  'a secret that somebody made is taken: %s',
  (secret) => {
    expect(loadConfig({ HOOK_TOKEN: secret }).settings.HOOK_TOKEN).toBe(secret);
  },
);

test('earlier keys are several, and each is a secret', () => {
  const keys = [
    'one-key-that-was-used-long-ago-0123456789',
    'another-key-that-was-used-once-987654321',
  ];

  const { settings, secrets } = loadConfig({ SECRET_KEY_OLD: ` ${keys.join('\n ')}` });

  expect(settings.SECRET_KEY_OLD).toEqual(keys);
  expect(secrets).toEqual(keys);
});

test.each(['', '   ', '\n'])('a value of blanks is no value: %j', (blank) => {
  const { settings } = loadConfig({ TZ: blank, MAM_ID: blank, QB_URL: blank, HTTP_PORT: blank });

  expect(settings).toMatchObject({ TZ: 'UTC', HTTP_PORT: 8000 });
  expect([settings.MAM_ID, settings.QB_URL]).toEqual([undefined, undefined]);
});

test('blanks around a value do not count', () => {
  const { settings } = loadConfig({ MAM_ID: ' the-id \n', HTTP_PORT: ' 9000 ' });

  expect(settings).toMatchObject({ MAM_ID: 'the-id', HTTP_PORT: 9000 });
});

test.each(secretNames)('%s may stand in a file, and is known as a secret', async (name) => {
  const forms: Partial<Record<string, string>> = {
    DATABASE_URL: 'postgres://me:pw@db/books',
    NOTIFY_URLS: 'gotify+https://push.example/?token=A1b2',
    METADATA_PROVIDERS: 'mine http://127.0.0.1:9/books',
    SECRET_KEY_OLD: 'a-secret-that-is-long-enough-for-every-rule',
  };
  const value = forms[name] ?? 'a secret that is long enough for every rule';

  const { settings, secrets } = loadConfig({ [`${name}_FILE`]: await secretFile(`${value}\n`) });

  expect([settings[name]].flat()).toEqual([value]);
  expect(secrets).toEqual([value]);
});

test('a secret in the environment comes before its file; other settings have no file', async () => {
  const file = await secretFile('from the file');

  const { settings } = loadConfig({ MAM_ID: 'direct', MAM_ID_FILE: file, TZ_FILE: file });

  expect(settings).toMatchObject({ MAM_ID: 'direct', TZ: 'UTC' });
});

const client = { QB_URL: 'http://nas:8080', QB_USERNAME: 'warden', QB_PASSWORD: 'secret' };
const library = { ABS_URL: 'http://nas:13378', ABS_TOKEN: 'token', LIBRARY_PATH: '/books' };
test.each([
  ['tracker', { MAM_ID: 'id' }, []],
  ['downloadClient', client, []],
  ['downloadClient', { QB_URL: client.QB_URL, QB_API_KEY: 'key' }, []],
  ['downloadClient', { ...client, QB_PASSWORD: '' }, ['QB_PASSWORD']],
  ['downloadClient', { QB_URL: client.QB_URL }, ['QB_USERNAME', 'QB_PASSWORD']],
  ['downloadClient', { QB_API_KEY: 'key' }, ['QB_URL']],
  ['library', library, []],
  ['library', { ...library, LIBRARY_PATH: '' }, ['LIBRARY_PATH']],
  ['library', { ABS_TOKEN: 'token' }, ['ABS_URL', 'LIBRARY_PATH']],
] as const)(
  'half a group switches the %s off and says what is missing: %j',
  (name, given, missing) => {
    const { features } = loadConfig(given);

    expect(features[name]).toMatchObject({ isOn: missing.length === 0, missing });
  },
);

test('a chat that misses a setting is off and says which', () => {
  const { chats } = loadConfig({ DISCORD_TOKEN: 'a', SLACK_BOT_TOKEN: 'b', SLACK_CHANNEL_ID: 'c' });

  expect(chats).toEqual({
    discord: { isOn: false, missing: ['DISCORD_CHANNEL_ID'] },
    slack: { isOn: false, missing: ['SLACK_SIGNING_SECRET'] },
  });
});

test.each(['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Etc/GMT+5'])(
  'the time zone %s is known',
  (zone) => {
    expect(loadConfig({ TZ: zone }).settings.TZ).toBe(zone);
  },
);

test.each([
  ['en', ['en']],
  ['EN, de ,,fr,', ['en', 'de', 'fr']],
  [',', []],
])('a list is split at commas: %j', (text, list) => {
  expect(policyOf(loadConfig({ LANGUAGES: text }).settings).languages).toEqual(list);
});

test.each([
  ['PROPOSAL_HOURS', '0.5', true],
  ['PROPOSAL_HOURS', '0', false],
  ['RATIO_AFTER_GRAB', '1', true],
  ['RATIO_AFTER_GRAB', '0.99', false],
  ['MAM_SEARCH_SECONDS', '0.9', false],
  ['HTTP_PORT', '0', true],
  ['HTTP_PORT', '65536', false],
  ['MAX_GB', 'NaN', false],
  ['MAX_GB', 'Infinity', false],
  ['UNSATISFIED_RESERVE', '10 torrents', false],
  ['PROPOSALS_OPEN', '2.5', false],
  ['QUEUE_PER_RUN', '0.1', false],
  ['MAM_SEARCHES_PER_DAY', '1.5', false],
  ['HTTP_PORT', '80.5', false],
])('%s=%s is a number that can be used: %s', (name, value, isUsable) => {
  expect(problemsOf({ [name]: value })).toHaveLength(isUsable ? 0 : 1);
});

test.each([
  ['true', true],
  ['off', false],
  ['0', false],
  ['YES', true],
])('SCHEDULER_ENABLED=%s is %s', (value, isOn) => {
  expect(loadConfig({ SCHEDULER_ENABLED: value }).settings.SCHEDULER_ENABLED).toBe(isOn);
});

test('an emergency that would end while it begins is refused at the start', () => {
  const equal = { RATIO_FLOOR: '1.1', RATIO_RECOVERED: '1.1' };

  expect(problemsOf({ RATIO_FLOOR: '1.1' })).toEqual([
    'RATIO_RECOVERED (1.05) must not be below RATIO_FLOOR (1.1): an emergency would end while it begins',
  ]);
  expect(problemsOf(equal)).toEqual([]);
});
