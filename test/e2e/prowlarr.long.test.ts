import { expect, test, type TestContext } from 'vitest';
import { startProwlarr } from '../../src/sandbox/prowlarr.ts';
import { until } from '../support/until.ts';
import { textOf } from './chat-room.ts';
import type { GateAnswer, Guard } from './gate.ts';
import { countRequests, offerOnly, openBotStage } from './stage.ts';
import { approve, followed, patience, wantEverything } from './test-bot.ts';

const longMs = 120_000;
const warlord = 'The Warlord of Mars';

/** A tracker whose search finds no book by its title, and a Prowlarr whose session finds this one. */
async function openPlace(context: TestContext) {
  const stage = await openBotStage(context);
  offerOnly(stage, [warlord]);
  const { tracker, swarm } = stage.world;
  const prowlarr = await startProwlarr({ swarm, now: () => new Date() });
  stage.onEnd(prowlarr.stop);
  const [release] = tracker.releases;
  if (!release) throw new Error('the tracker has no release of it');
  const announce = `${stage.tracker.url}/tracker.php/sandboxpasskey00/announce`;
  const site = { name: 'Tracker', url: stage.tracker.url, announce };
  prowlarr.offers.push({ release, site, isFree: true });
  const environment = { PROWLARR_URL: prowlarr.url, PROWLARR_API_KEY: prowlarr.apiKey };
  return { ...stage, prowlarr, environment };
}

const findsNothing: Guard = async ({ body }, forward) =>
  body.includes('@title') || body.includes('dateDesc') ? nothing : await forward();
const nothing: GateAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"error":"Nothing returned, out of 0"}'),
};

test.concurrent(
  'a book that only Prowlarr finds is proposed, fetched through it and shelved',
  async (context) => {
    const place = await openPlace(context);
    place.tracker.setGuard(findsNothing);
    const bot = await place.start(place.environment);
    const [proposal = 0] = await wantEverything(bot, [warlord]);

    await approve(bot, proposal);
    await followed(bot, warlord);

    const [download] = await bot.rows('select source, status from downloads');
    expect(download).toEqual({ source: 'prowlarr', status: 'completed' });
    expect(countRequests(place.prowlarr, 'download')).toBe(1);
    expect(countRequests(place.world.tracker, 'download')).toBe(0);
    const cookies = place.prowlarr.requests.map(({ headers }) => headers.cookie);
    expect(cookies.every((cookie) => cookie === undefined)).toBe(true);
    const shown = bot.room.messages.map(({ reply }) => textOf(reply)).join();
    expect(shown).not.toContain(place.prowlarr.apiKey);
  },
  longMs,
);

test.concurrent(
  'while Prowlarr is away the tracker goes on, and the status names it',
  async (context) => {
    const place = await openPlace(context);
    await place.prowlarr.stop();
    const bot = await place.start(place.environment);
    await wantEverything(bot, [warlord]);

    const status = textOf(await bot.type('status'));

    const run = await until(async () => {
      const [row] = await bot.rows<{ text: string }>(
        `select log_output as text from tasks where task_name = 'queue' and items_processed > 0`,
      );
      return row;
    }, patience);
    expect(run.text).toMatch(/1 proposed.*without Prowlarr: prowlarr at .* cannot be reached/);
    expect(status).toMatch(/prowlarr at .* cannot be reached/);
  },
  longMs,
);
