import { expect, test } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { openHttp } from '../../src/open-http.ts';
import { startBot } from '../../src/start.ts';
import { until } from '../support/until.ts';
import { createChatRoom, roomPlatform } from './chat-room.ts';
import { openStage } from './stage.ts';
import { createDatabaseUrl, patience, quick } from './test-bot.ts';

const apiKey = 'key-for-the-figures-0123456789abcdef';

test('what other programs took to answer is told by service and outcome, also of requests by jobs', async (context) => {
  const stage = await openStage(context);
  const database = await createDatabaseUrl();
  stage.onEnd(database.drop);
  const bot = await startBot({
    mode: 'bot',
    environment: {
      ...stage.environment,
      ...quick,
      DATABASE_URL: database.url,
      API_KEY: apiKey,
      HTTP_PORT: '0',
    },
    platforms: [roomPlatform(createChatRoom())],
    openHttp,
  });
  stage.onEnd(bot.stop);
  const scrape = async () => {
    const response = await fetch(`${bot.url}/metrics`, { headers: { 'x-api-key': apiKey } });
    return await response.text();
  };
  const counts = (text: string, service: string, outcome: string) =>
    new RegExp(
      `shelfwarden_service_seconds_count\\{service="${service}",outcome="${outcome}"\\} [1-9]`,
    ).test(text);

  await bot.execute({ command: 'run', input: { job: 'account' }, actor: localOwner() });
  // A key may ask sixty times a minute, which polling would use up on a busy machine.
  const read = `select 1 from tasks where task_name = 'account' and status = 'completed'`;
  await until(async () => (await bot.services.em().execute(read)).length > 0, patience);
  expect(counts(await scrape(), 'tracker', 'ok')).toBe(true);
  await stage.library.shut();
  await bot.execute({ command: 'doctor', input: {}, actor: localOwner() });

  const figures = await scrape();
  expect(counts(figures, 'qbittorrent', 'ok')).toBe(true);
  expect(counts(figures, 'audiobookshelf', 'unreachable')).toBe(true);
});
