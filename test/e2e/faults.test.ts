import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { buttonsOf, textOf } from './chat-room.ts';
import type { GateAnswer, Guard } from './gate.ts';
import { countRequests, offerOnly, useStage } from './stage.ts';
import {
  cardOf,
  createDatabaseUrl,
  openProposal,
  startTestBot,
  type TestBot,
  wantEverything,
} from './test-bot.ts';

const warlord = 'The Warlord of Mars';
const tikTok = 'Tik-Tok of Oz';
const longMs = 40_000;

const stage = useStage();
let environment: Record<string, string>;

beforeEach(async () => {
  const database = await createDatabaseUrl();
  stage.onEnd(database.drop);
  environment = { ...stage.environment, DATABASE_URL: database.url };
});

async function start(
  changes: Record<string, string> = {},
  room?: TestBot['room'],
): Promise<TestBot> {
  const bot = await startTestBot({ ...environment, ...changes }, room);
  stage.onEnd(bot.stop);
  return bot;
}

function approve(bot: TestBot, proposal: number) {
  return bot.type('approve', { proposal });
}

/** Waits until the card of a proposal says this; tells what it says when it does not. */
async function cardSays(bot: TestBot, proposal: number, text: RegExp): Promise<void> {
  const read = () => textOf(cardOf(bot, proposal));
  await until(() => text.test(read()), { timeoutMs: 30_000 }).catch(() => {
    throw new Error(`the card does not say ${text}: ${read()}`);
  });
}

async function shelved(bot: TestBot, title: string): Promise<void> {
  await until(
    () => bot.room.titled(/^On the shelf/).some(({ reply }) => reply.title.endsWith(title)),
    {
      timeoutMs: 30_000,
    },
  );
}

/** Answers requests for torrent files with other ones, by the number of the torrent. */
function torrentsInstead(torrents: Record<string, Buffer>): Guard {
  return async ({ path: asked, query }, forward) => {
    const answer = await forward();
    const body = asked === '/tor/download.php' ? torrents[query.get('tid') ?? ''] : undefined;
    return body ? withBody(answer, body) : answer;
  };
}

function withBody(answer: GateAnswer, body: Buffer): GateAnswer {
  return { ...answer, headers: { ...answer.headers, 'content-length': body.length }, body };
}

test(
  'an approval while the download client is away waits with its reason and is carried out once',
  async () => {
    offerOnly(stage, [warlord]);
    const bot = await start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await stage.client.shut();
    await approve(bot, proposal);
    await cardSays(bot, proposal, /waiting: .*qbittorrent/i);
    const before = stage.world.downloadClient.torrents.size;
    await stage.client.reopen();
    await shelved(bot, warlord);

    expect(before).toBe(0);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    expect(countRequests(stage.world.tracker, 'download')).toBe(1);
  },
  longMs,
);

test(
  'a session that the tracker refuses stops all work there, is told once, and nothing approved is lost',
  async () => {
    offerOnly(stage, [warlord, tikTok]);
    const bot = await start();
    const [free = 0, paid = 0] = await wantEverything(bot, [warlord, tikTok]);
    const page = Buffer.from('<!doctype html><title>Login</title><form action="/takelogin.php">');

    stage.tracker.setGuard(async ({ path: asked }, forward) =>
      asked.startsWith('/tracker.php/')
        ? forward()
        : { status: 200, headers: { 'content-type': 'text/html' }, body: page },
    );
    await approve(bot, free);
    await approve(bot, paid);
    await cardSays(bot, free, /waiting: .*refused the session/);
    await cardSays(bot, paid, /waiting: .*refused the session/);
    const refusedRequests = stage.tracker.requests.length;
    for (const runs of [1, 2]) {
      await bot.type('run', { job: 'account' });
      await until(() => failedRuns(bot, 'account').then((failed) => failed === runs));
    }

    expect(stage.tracker.requests).toHaveLength(refusedRequests);
    expect(bot.room.titled(/refused our session/)).toHaveLength(1);
    expect(stage.world.downloadClient.torrents.size).toBe(0);

    await bot.stop();
    stage.tracker.setGuard(null);
    const fresh = /mam_id=([^;]+)/.exec(stage.world.tracker.session.rotate())?.[1] ?? '';
    const again = await start({ MAM_ID: fresh }, bot.room);
    await shelved(again, warlord);
    await shelved(again, tikTok);

    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(2);
  },
  longMs,
);

async function failedRuns(bot: TestBot, job: string): Promise<number> {
  const [row] = await bot.rows<{ failed: number }>(
    `select count(*) as failed from tasks where task_name = '${job}' and status = 'failed'`,
  );
  return row?.failed ?? 0;
}

test(
  'a torrent file that lies is refused with its reason, blocked, and the next best is proposed',
  async () => {
    offerOnly(stage, [warlord]);
    const [first, second, third] = stage.world.tracker.releases.map(({ id }) => String(id));
    const bytes = randomBytes(40_000);
    const ours = `${stage.tracker.url}/tracker.php/passkey/announce`;
    const foreign = makeTorrent({
      name: 'Book',
      files: [{ path: '01.mp3', bytes }],
      announce: 'http://collector.example/announce',
    });
    const climbing = makeTorrent({
      name: 'Book',
      files: [{ path: '../../01.mp3', bytes }],
      announce: ours,
    });
    stage.tracker.setGuard(
      torrentsInstead({ [first ?? '']: foreign.bytes, [second ?? '']: climbing.bytes }),
    );
    const bot = await start();
    const [one = 0] = await wantEverything(bot, [warlord]);

    await approve(bot, one);
    await cardSays(bot, one, /failed: the torrent file is not acceptable: .*not its tracker/);
    const two = await openProposal(bot, warlord);
    await approve(bot, two);
    await cardSays(bot, two, /failed: the torrent file is not acceptable: .*dot part/);
    const three = await openProposal(bot, warlord);
    const blocked = await bot.rows<{ tracker_id: string }>('select tracker_id from blocklist');
    await approve(bot, three);
    await shelved(bot, warlord);

    expect(blocked.map((row) => row.tracker_id)).toEqual([first, second]);
    expect(bot.room.titled(/^Download failed/)).toHaveLength(2);
    expect(countRequests(stage.world.downloadClient, 'torrents/add')).toBe(1);
    const fetched = stage.world.tracker.requests.filter(({ kind }) => kind === 'download');
    expect(fetched.map(({ query }) => query['tid'])).toEqual([first, second, third]);
  },
  longMs,
);

test(
  'content that differs from its torrent is never imported: blocked, and the next best is proposed',
  async () => {
    offerOnly(stage, [warlord]);
    const bot = await start();
    const [one = 0] = await wantEverything(bot, [warlord]);
    const { torrents } = stage.world.downloadClient;
    let damaged = '';
    stage.client.setGuard(async (_request, forward) => {
      const answer = await forward();
      const [torrent] = torrents.values();
      if (torrent?.have.every(Boolean) && damaged === '') {
        damaged = path.join(torrent.savePath, torrent.meta.files[0]?.path ?? '');
        await changeOneByte(damaged);
      }
      return answer;
    });

    await approve(bot, one);
    await cardSays(bot, one, /failed: integrity check failed: .*1 of \d+ pieces differ/);
    const two = await openProposal(bot, warlord);
    const ownedBefore = await readdir(
      path.join(stage.world.library.folder, 'Edgar Rice Burroughs', 'Barsoom'),
    );
    await approve(bot, two);
    await shelved(bot, warlord);

    expect(ownedBefore.join()).not.toContain(warlord);
    expect(torrents.size).toBe(2);
    const [kept] = await bot.rows<{ tracker_id: string; reason: string }>(
      'select * from blocklist',
    );
    expect(kept?.tracker_id).toBe(String(stage.world.tracker.releases[0]?.id));
    expect(kept?.reason).toContain('integrity check failed');
  },
  longMs,
);

async function changeOneByte(file: string): Promise<void> {
  await using handle = await open(file, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, 70_000);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, 70_000);
}

test(
  'a library server that shows half of its books is not believed, and no gap is made of it',
  async () => {
    const bot = await start();
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0);
    const before = textOf(await bot.type('gaps', {}));
    const owned = await countBooks(bot);

    for (const [runs, isTotalHalved] of [
      [1, false],
      [2, true],
    ] as const) {
      stage.library.setGuard(halfOfTheItems(isTotalHalved));
      await bot.type('run', { job: 'library-scan' });
      await until(() => failedRuns(bot, 'library-scan').then((failed) => failed === runs));
    }

    const reasons = await bot.rows<{ reason: string }>(
      `select error_message as reason from tasks where status = 'failed' order by id`,
    );
    expect(reasons[0]?.reason).toMatch(/promised \d+ books and showed \d+; nothing was changed/);
    expect(reasons[1]?.reason).toContain('is not believed');
    expect(textOf(await bot.type('gaps', {}))).toBe(before);
    expect(await countBooks(bot)).toBe(owned);
    expect(bot.room.titled(/^Job failed: library-scan/)).toHaveLength(1);
  },
  longMs,
);

function halfOfTheItems(isTotalHalved: boolean): Guard {
  return async (request, forward) => {
    const answer = await forward();
    if (!request.path.endsWith('/items')) return answer;
    const list = JSON.parse(answer.body.toString()) as { results: unknown[]; total: number };
    const results = list.results.slice(0, Math.floor(list.results.length / 2));
    const total = isTotalHalved ? results.length : list.total;
    return withBody(answer, Buffer.from(JSON.stringify({ ...list, results, total })));
  };
}

async function countBooks(bot: TestBot): Promise<number> {
  const [row] = await bot.rows<{ books: number }>(
    `select count(*) as books from books where status = 'active'`,
  );
  return row?.books ?? 0;
}

test(
  'a program among the files stops the import with the reason, the next step and buttons',
  async () => {
    offerOnly(stage, [warlord]);
    const name = 'Warlord';
    const files = [
      { path: '01.mp3', bytes: randomBytes(60_000) },
      { path: 'setup.exe', bytes: randomBytes(5_000) },
    ];
    const announce = `${stage.tracker.url}/tracker.php/passkey/announce`;
    const { bytes } = makeTorrent({ name, files, announce });
    const folder = path.join(stage.environment['QB_SAVE_PATH'] ?? '', name);
    await mkdir(folder, { recursive: true });
    for (const file of files) await writeFile(path.join(folder, file.path), file.bytes);
    stage.tracker.setGuard(
      torrentsInstead({ [String(stage.world.tracker.releases[0]?.id)]: bytes }),
    );
    const bot = await start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await approve(bot, proposal);
    await cardSays(bot, proposal, /stopped: .*setup\.exe: it is a program/);
    const alert = await until(() => bot.room.titled(/^Needs you/)[0]);

    for (const reply of [cardOf(bot, proposal), alert.reply]) {
      expect(buttonsOf(reply).map(({ label }) => label)).toEqual(['Try again', 'Give it up']);
      expect(textOf(reply)).toContain('look at the files; cancel gives it up');
    }
    const shelf = await readdir(
      path.join(stage.world.library.folder, 'Edgar Rice Burroughs', 'Barsoom'),
    );
    expect(shelf.join()).not.toContain(warlord);
    expect(await readdir(folder)).toEqual(['01.mp3', 'setup.exe']);
    expect(stage.world.downloadClient.torrents.size).toBe(1);
  },
  longMs,
);
