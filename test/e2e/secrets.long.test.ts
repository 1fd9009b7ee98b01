import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { makeBackup } from '../../src/backup/make.ts';
import { openBackup } from '../../src/backup/read-file.ts';
import type { Command } from '../../src/command/definition.ts';
import { openHttp } from '../../src/open-http.ts';
import { startBot } from '../../src/start.ts';
import { until } from '../support/until.ts';
import { createChatRoom, roomPlatform } from './chat-room.ts';
import { type Gate, withBody } from './gate.ts';
import { offerOnly, openStage } from './stage.ts';
import { createDatabaseUrl, patience, quick, shelved, wantEverything } from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const apiKey = 'canary-of-the-owner-0123456789abcdef';
const secretKey = 'canary-of-the-seal-0123456789abcdef0';
const longMs = 180_000;

/** Remembers what gives access, from both directions; while `echoes` the server says all of it back in a failure. */
function watch(gate: Gate, found: Set<string>): { echoes: boolean } {
  const state = { echoes: false };
  gate.setGuard(async (request, forward) => {
    const { cookie = '', authorization = '' } = request.headers;
    for (const [, value = ''] of cookie.matchAll(/=([^;]+)/g)) found.add(value);
    if (authorization !== '') found.add(authorization.replace(/^\w+ /, ''));
    const answer = await forward();
    const text = answer.body.toString('latin1');
    const given = [answer.headers['set-cookie'] ?? []].flat().join('\n');
    for (const [, value = ''] of given.matchAll(/^\w+=([^;]+)/gm)) found.add(value);
    for (const [, value = ''] of text.matchAll(/"dl":"([^"]+)"/g)) found.add(value);
    for (const [, value = ''] of text.matchAll(/tracker\.php\/(\w+)/g)) found.add(value);
    if (!state.echoes) return answer;
    const said = JSON.stringify({ error: `${cookie} ${authorization}`, seen: request.headers });
    return { ...withBody(answer, Buffer.from(said)), status: 500 };
  });
  return state;
}

/** What a read command can be asked without knowing anything. */
function takesNothing({ input }: Command): boolean {
  return input.safeParse({}).success;
}

/** A secret as it stands in text, and as bytes are shown: in a row, and in other encodings. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=*$/, '').slice(0, -1)];
}

/** Every row of a backup, decrypted. */
async function contentOf(file: string): Promise<string> {
  const pieces: string[] = [];
  const backup = await openBackup(file, { SECRET_KEY: secretKey });
  for await (const { name, rows } of backup.source().tables) {
    pieces.push(name);
    for await (const bytes of rows) pieces.push(bytes.toString('utf8'));
  }
  return pieces.join('\n');
}

test('no cookie, key, password or personal link is in a log line, a message, an answer, a row or a backup, also when other programs quote them', {
  timeout: longMs,
}, async (context) => {
  const stage = await openStage(context);
  offerOnly(stage, [warlord]);
  const database = await createDatabaseUrl();
  stage.onEnd(database.drop);
  const { MAM_ID = '', QB_PASSWORD = '', ABS_TOKEN = '' } = stage.environment;
  const secrets = new Set([apiKey, secretKey, MAM_ID, QB_PASSWORD, ABS_TOKEN]);
  const gates = [stage.tracker, stage.client, stage.library].map((gate) => watch(gate, secrets));
  const logFile = path.join(stage.folder, 'log.jsonl');
  const room = createChatRoom();
  const bot = await startBot({
    mode: 'bot',
    environment: {
      ...stage.environment,
      ...quick,
      DATABASE_URL: database.url,
      API_KEY: apiKey,
      SECRET_KEY: secretKey,
      HTTP_PORT: '0',
      LOG_LEVEL: 'debug',
    },
    platforms: [roomPlatform(room)],
    logFile,
    openHttp,
  });
  stage.onEnd(bot.stop);
  const rows = (statement: string) => bot.services.em().execute<{ row: string }[]>(statement);
  const type = async (command: string, input = {}) =>
    (await bot.execute({ command, input, actor: localOwner() })).reply;
  const runs = async (job: string) => {
    const done = () =>
      rows(
        `select id::text as row from tasks where task_name = '${job}' and status in ('completed', 'failed')`,
      );
    const before = await done();
    await type('run', { job });
    await until(async () => (await done()).length > before.length, patience);
  };

  const [proposal = 0] = await wantEverything({ room, type }, [warlord]);
  await type('approve', { proposal });
  await shelved({ room }, warlord);
  for (const gate of gates) gate.echoes = true;
  for (const job of ['account', 'library-scan', 'downloads', 'seeding']) await runs(job);
  const answers: string[] = [];
  for (const command of [...bot.commands.values()].filter(
    (one) => one.effect === 'read' && takesNothing(one),
  )) {
    const address = `${bot.url}/api/commands/${command.name}`;
    const [reply, answer] = await Promise.all([
      type(command.name).catch(String),
      fetch(address, { headers: { 'x-api-key': apiKey } }).then((response) => response.text()),
    ]);
    answers.push(JSON.stringify(reply), answer);
  }
  const tables = await rows(
    `select quote_ident(tablename) as row from pg_tables where schemaname = 'public'`,
  );
  const dump: string[] = [];
  for (const { row: table } of tables)
    for (const { row } of await rows(`select t::text as row from ${table} t`)) dump.push(row);

  const { file } = await makeBackup(bot.services, bot.services.em(), new Date());
  const failed = await rows(
    `select distinct error_message as row from tasks where status = 'failed' order by 1`,
  );
  const sinks = {
    log: await readFile(logFile, 'utf8'),
    messages: JSON.stringify(room.shown),
    answers: answers.join('\n'),
    database: dump.join('\n'),
    backup: await contentOf(file),
  };
  for (const text of Object.values(sinks)) expect(text.length).toBeGreaterThan(1000);
  expect(failed.map(({ row }) => row)).toEqual([
    'audiobookshelf answered 500',
    'qbittorrent answered 500',
    'tracker answered 500',
  ]);
  expect(secrets.size).toBeGreaterThan(10);
  expect([...secrets].filter((secret) => secret.length < 8)).toEqual([]);
  const leaks = Object.entries(sinks).flatMap(([sink, text]) =>
    [...secrets]
      .filter((secret) => spellings(secret).some((spelling) => text.includes(spelling)))
      .map((secret) => `${sink}: ${secret}`),
  );
  expect(leaks).toEqual([]);
});
