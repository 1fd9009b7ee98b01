import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, rm, symlink, writeFile, mkdir } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startDiscord } from '../src/sandbox/discord/index.ts';
import { json, serve } from '../src/sandbox/http.ts';
import { createDatabaseUrl, patience, quick } from './e2e/test-bot.ts';
import { makeTemporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const root = path.resolve(import.meta.dirname, '..');
const parts = ['src', 'commands', 'jobs', 'migrations', 'docs', 'package.json'];
const forChecks = ['tsconfig.json', '.oxlintrc.json', 'biome.json'];
const longMs = 120_000;

let folder: string;
let written: string[];

/** A copy of the program in which somebody has followed the recipes, word by word. */
beforeAll(async () => {
  folder = await makeTemporaryFolder();
  for (const part of [...parts, ...forChecks]) {
    await cp(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  written = await followRecipes();
}, longMs);

afterAll(async () => {
  await rm(folder, { recursive: true, maxRetries: 5 });
});

/** Writes the files of the recipes and changes those that are there; answers which. */
async function followRecipes(): Promise<string[]> {
  const page = await readFile(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  const blocks = [...page.matchAll(/^```(ts|diff) (\S+)\n([\s\S]*?)^```/gm)];
  for (const [, kind, file = '', code = ''] of blocks) {
    const place = path.join(folder, file);
    await mkdir(path.dirname(place), { recursive: true });
    const before = kind === 'diff' ? await readFile(place, 'utf8') : '';
    await writeFile(place, kind === 'diff' ? change(before, code, file) : code);
  }
  return [...new Set(blocks.map(([, , file = '']) => file))];
}

/** Each part of a difference has to fit in exactly one place. */
function change(before: string, difference: string, file: string): string {
  return difference.split(/^@@\n/m).reduce((present, part) => {
    const lines = part.split('\n').slice(0, -1);
    const without = (sign: string) =>
      lines.filter((line) => !line.startsWith(sign)).map((line) => `${line.slice(1)}\n`);
    const pieces = `\n${present}`.split(`\n${without('+').join('')}`);
    if (pieces.length !== 2) throw new Error(`does not fit in ${file}:\n${part}`);
    return pieces.join(`\n${without('-').join('')}`).slice(1);
  }, before);
}

type Environment = Record<string, string>;

/** The copy with a database of its own. */
async function openProgram() {
  const { url, drop } = await createDatabaseUrl();
  onTestFinished(drop);
  const data = { DATABASE_URL: url, DATA_DIR: path.join(folder, 'data') };
  return {
    url,
    start: (words: readonly string[], environment: Environment = {}) =>
      start(words, { ...quick, ...data, ...environment }),
    run: (words: readonly string[], environment: Environment = {}) =>
      run(words, { ...quick, ...data, ...environment }),
  };
}

function start(words: readonly string[], environment: Environment = {}) {
  return spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(words: readonly string[], environment: Environment = {}) {
  const child = start(words, environment);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { said: (output + errors).replaceAll(/\s+/g, ' '), code: code as number };
}

test(
  'what the recipes write has types, passes the lint and is formatted',
  async () => {
    const tool = (name: string, ...words: string[]) =>
      run([path.join('node_modules', name), ...words]);

    expect(await tool('typescript/bin/tsc', '--noEmit')).toEqual({ said: '', code: 0 });
    const lint = await tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...written);
    expect(lint).toMatchObject({ code: 0 });
    const format = await tool('@biomejs/biome/bin/biome', 'format', ...written);
    expect(format).toMatchObject({ code: 0 });
  },
  longMs,
);

test(
  'a command answers and a job runs',
  async () => {
    const program = await openProgram();

    expect(await program.run(['src/cli.ts', 'hello', '--name', 'Ada'])).toEqual({
      said: expect.stringMatching(/Hello Ada How are you\?/),
      code: 0,
    });
    expect(await program.run(['src/job-cli.ts', 'greet'])).toEqual({
      said: expect.stringMatching(/^greet completed: good morning, it is 2/),
      code: 0,
    });
  },
  longMs,
);

test(
  'a client asks its server, and an ill answer is the fault of that server',
  async () => {
    const program = await openProgram();
    const server = await serve({
      notFound: json({}, 404),
      routes: [
        {
          kind: 'proverb',
          method: 'GET',
          path: '/today',
          answer: () => json({ text: 'Still waters run deep.' }),
        },
      ],
    });
    onTestFinished(server.stop);
    const ask = (url: string) => program.run(['src/cli.ts', 'proverb'], { PROVERBS_URL: url });

    expect((await ask(server.url)).said).toContain('Still waters run deep.');
    server.failNext('proverb', { status: 200, body: '{"text": 7}' });
    expect(await ask(server.url)).toEqual({
      said: expect.stringContaining('server of proverbs gave an answer that makes no sense'),
      code: 3,
    });
    expect((await ask('')).said).toContain('PROVERBS_URL is not set');
  },
  longMs,
);

test(
  'an alert is posted in a chat with its button, and a new chat shows it and answers',
  async () => {
    const program = await openProgram();
    const discord = await startDiscord();
    onTestFinished(discord.stop);
    const port = await freePort();
    const environment = { ...discord.environment, LINES_PORT: String(port), HTTP_PORT: '0' };
    const bot = program.start(['src/main.js'], environment);
    onTestFinished(async () => {
      bot.kill();
      await once(bot, 'exit');
    });
    await until(() => discord.gateway.connected() === 1, patience);
    const line = await join(port);

    await program.run(['src/job-cli.ts', 'greet'], environment);

    const alert = await until(
      () => discord.channel('books').messages.find((one) => /greeted/.test(discord.show(one))),
      patience,
    );
    await line.hears('[Say hello] hello name:"bot"');
    line.say('ada hello name:"bot"');
    await line.hears('Hello bot\nHow are you?');
    line.say('ada approve 1');
    await line.hears('you are viewer');
    const answer = await discord.person('mia').press(alert, 'Say hello').answer();
    expect(discord.show(answer)).toContain('Hello bot');
  },
  longMs,
);

test(
  'a table is made at the next start, and its rows go after their time',
  async () => {
    const program = await openProgram();
    await program.run(['src/cli.ts', 'hello']);
    const client = new pg.Client(program.url);
    await client.connect();
    try {
      await client.query(
        `insert into greetings values (now() - interval '31 days', 'Ada'), (now(), 'Ben')`,
      );
      await program.run(['src/job-cli.ts', 'housekeeping']);

      const { rows } = await client.query('select greeted from greetings');
      expect(rows).toEqual([{ greeted: 'Ben' }]);
    } finally {
      await client.end();
    }
  },
  longMs,
);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Somebody who is on the line, as soon as there is one. */
async function join(port: number) {
  const socket = await until(
    () =>
      new Promise<Socket | null>((resolve) => {
        const one = connect(port, '127.0.0.1', () => resolve(one));
        one.on('error', () => resolve(null));
      }),
    patience,
  );
  onTestFinished(() => void socket.destroy());
  let seen = '';
  socket.on('data', (data) => {
    seen += String(data);
  });
  return {
    say: (words: string) => socket.write(`${words}\n`),
    hears: (words: string) =>
      until(() => seen.includes(words), patience).catch(() => {
        throw new Error(`nobody said "${words}" but ${seen}`);
      }),
  };
}
