import { expect, test } from 'vitest';
import { makeTorrent } from '../support/torrent.ts';
import { until } from '../support/until.ts';
import { buttonsOf, textOf } from './chat-room.ts';
import { type Guard, withBody } from './gate.ts';
import { countRequests, offerOnly, openBotStage } from './stage.ts';
import {
  approve,
  cardOf,
  cardSays,
  openProposal,
  patience,
  shelved,
  wantEverything,
} from './test-bot.ts';

/** A free release, a VIP one and a paid one, in this order. */
const warlord = 'The Warlord of Mars';
/** Only for ratio. */
const tikTok = 'Tik-Tok of Oz';
const longMs = 180_000;

test.concurrent(
  'a release that is no longer free at the press: the same card shows the next best one and asks again',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const { tracker, downloadClient } = stage.world;
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const [first, second] = tracker.releases;

    tracker.setFree(first?.id ?? 0, false);
    await approve(bot, proposal);
    await cardSays(bot, proposal, /this release is no longer free[^]*Shall I get it/);
    const asked = textOf(cardOf(bot, proposal));
    const fetched = countRequests(tracker, 'download');
    await approve(bot, proposal);
    await shelved(bot, warlord);

    expect(asked).toContain('Cost: VIP-free');
    expect(fetched).toBe(0);
    expect(bot.room.titled(/^Look again/)).toHaveLength(1);
    expect(bot.room.titled(/^Download failed/)).toEqual([]);
    expect(await bot.rows('select id from blocklist')).toEqual([]);
    expect(await bot.rows('select id from proposals')).toEqual([{ id: proposal }]);
    const downloads = tracker.requests.filter(({ kind }) => kind === 'download');
    expect(downloads.map(({ query }) => query['tid'])).toEqual([String(second?.id)]);
    expect(downloadClient.torrents.size).toBe(1);
  },
  longMs,
);

test.concurrent(
  'one that was taken off the site at the press: asked again; with nothing left the card says so',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const { tracker } = stage.world;
    const bot = await stage.start();
    const [proposal = 0] = await wantEverything(bot, [warlord]);
    const [first] = tracker.releases;

    tracker.removeTorrent(first?.id ?? 0);
    await approve(bot, proposal);
    await cardSays(bot, proposal, /no longer has this release[^]*Shall I get it/);
    tracker.releases.splice(0);
    await approve(bot, proposal);
    await cardSays(
      bot,
      proposal,
      /Withdrawn: the tracker no longer has this release, and there is no/,
    );

    expect(countRequests(tracker, 'download')).toBe(0);
    const books = `select m.is_wanted from missing_books m join proposals p on p.missing_book_id = m.id`;
    expect(await bot.rows(books)).toEqual([{ is_wanted: true }]);
    expect(buttonsOf(cardOf(bot, proposal))).toEqual([]);
  },
  longMs,
);

test.concurrent(
  'three releases that fail one after the other: abandoned, and somebody is told',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const ids = stage.world.tracker.releases.map(({ id }) => String(id));
    stage.tracker.setGuard(foreignTorrents);
    const bot = await stage.start({ AUTOPILOT: 'full' });

    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
    await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0, patience);
    await bot.type('series', { series: 'all', monitor: 'all' });
    await until(() => bot.room.titled(/^Gave up/)[0], { timeoutMs: 120_000 });

    expect(bot.room.titled(/^Download failed/)).toHaveLength(2);
    const blocked = await bot.rows<{ id: string }>(
      'select tracker_id as id from blocklist order by id',
    );
    expect(blocked.map(({ id }) => id)).toEqual(ids);
    expect(await bot.rows(`select status from downloads order by id`)).toEqual([
      { status: 'failed' },
      { status: 'failed' },
      { status: 'abandoned' },
    ]);
    expect(
      await bot.rows(
        `select m.download_status, m.is_wanted from missing_books m
          where exists (select 1 from downloads d where d.missing_book_id = m.id)`,
      ),
    ).toEqual([{ download_status: 'failed', is_wanted: false }]);
    expect(stage.world.downloadClient.torrents.size).toBe(0);
  },
  longMs,
);

/** Every torrent file announces to somebody else. */
const foreignTorrents: Guard = async ({ path }, forward) => {
  const answer = await forward();
  if (path !== '/tor/download.php') return answer;
  const files = [{ path: '01.mp3', bytes: Buffer.alloc(40_000, 1) }];
  const announce = 'http://collector.example/announce';
  return withBody(answer, makeTorrent({ name: 'Warlord', files, announce }).bytes);
};

test.concurrent(
  'autopilot takes free releases by itself and asks for paid ones; its hours and pace hold only for itself',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord, tikTok]);
    const bot = await stage.start({ AUTOPILOT: 'free', GRAB_HOURS: hoursFromNow(2) });
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);
    await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0, patience);

    await bot.type('series', { series: 'all', monitor: 'all' });
    const paid = await openProposal(bot, tikTok);
    const free = await until(async () => {
      const [row] = await bot.rows<{ id: number }>(
        `select id from proposals where status = 'approved'`,
      );
      return row?.id;
    }, patience);
    await cardSays(bot, free, /Approved by autopilot · waiting: autopilot grabs only between/);
    await approve(bot, paid);
    await shelved(bot, tikTok);
    const queue = textOf(await bot.type('queue'));
    await bot.type('settings', { name: 'GRAB_HOURS', value: '' });
    const ask = `update outbox set not_before = 'epoch' where topic = 'grab' returning id`;
    await bot.rows(ask);
    await cardSays(bot, free, /waiting: normal pace: 120 s apart/);
    await bot.rows(`update download_events set at = at - interval '3 minutes' returning id`);
    await bot.rows(ask);
    await shelved(bot, warlord);

    expect(queue).toMatch(
      /Warlord of Mars \| waiting \| MP3 128 kbps, free \| waits until \d\d\/\d\d\/\d{4}, \d\d:\d\d: autopilot/,
    );
    const [torrent] = stage.world.downloadClient.torrents.values();
    expect(torrent?.tags).toContain('requested');
    expect([...stage.world.downloadClient.torrents.values()][1]?.tags).toContain('auto');
  },
  longMs,
);

/** An hour that begins so many hours from now, in UTC. */
function hoursFromNow(hours: number): string {
  const at = (add: number) => new Date(Date.now() + add * 3_600_000).toISOString().slice(11, 16);
  return `${at(hours)}-${at(hours + 1)}`;
}

test.concurrent(
  'autopilot off watches only: nothing is searched and nothing of its own is grabbed',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [warlord]);
    const { tracker } = stage.world;
    const bot = await stage.start({ AUTOPILOT: 'off' });
    await until(() => bot.room.titled(/gaps in \d+ series/).length > 0, patience);

    await bot.type('series', { series: 'all', monitor: 'all' });
    const summary = await until(async () => {
      const [run] = await bot.rows<{ log_output: string }>(
        `select log_output from tasks where task_name = 'queue' and status = 'completed'`,
      );
      return run?.log_output;
    }, patience);
    const requested = await bot.type('request', { title: 'Nowhere', author: 'Nobody' });
    const searches = countRequests(tracker, 'search');
    await bot.type('autopilot', { mode: 'on' });
    await bot.type('run', { job: 'queue' });
    await openProposal(bot, warlord);

    expect(summary).toBe('nothing searched: autopilot is off (watch only)');
    expect(textOf(requested)).toContain('searched for when an owner switches autopilot on again');
    expect(searches).toBe(0);
  },
  longMs,
);

test.concurrent(
  'a wedge makes a paid release free: asked of an owner, spent once, written down',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok]);
    const { tracker } = stage.world;
    const before = tracker.account.downloadedBytes;
    const bot = await stage.start({ WEDGE_MIN_GB: '0' });
    await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0, patience);
    const [proposal = 0] = await wantEverything(bot, [tikTok]);
    const labels = buttonsOf(cardOf(bot, proposal)).map(({ label }) => label);

    await bot.type('approve', { proposal, wedge: true });
    await shelved(bot, tikTok);

    expect(labels).toContain('Approve with wedge');
    expect(tracker.account.wedges).toBe(2);
    expect(tracker.account.downloadedBytes).toBe(before);
    const fetched = tracker.requests.filter(({ kind }) => kind === 'download');
    expect(fetched.map(({ query }) => 'fl' in query)).toEqual([true]);
    expect(await bot.rows('select kind, status, is_spent, actor from purchases')).toMatchObject([
      { kind: 'wedge', status: 'confirmed', is_spent: true },
    ]);
    expect(textOf(await bot.type('why', { proposal }))).toContain('a wedge makes it free');
  },
  longMs,
);

test.concurrent(
  'no wedge is spent on what became free before it was fetched',
  async (context) => {
    const stage = await openBotStage(context);
    offerOnly(stage, [tikTok]);
    const { tracker } = stage.world;
    const bot = await stage.start({ WEDGE_MIN_GB: '0' });
    await until(async () => (await bot.rows('select 1 from ratio_log')).length > 0, patience);
    const [proposal = 0] = await wantEverything(bot, [tikTok]);

    tracker.setFree(tracker.releases[0]?.id ?? 0);
    await bot.type('approve', { proposal, wedge: true });
    await shelved(bot, tikTok);

    expect(tracker.account.wedges).toBe(3);
    expect(await bot.rows('select id from purchases')).toEqual([]);
  },
  longMs,
);
