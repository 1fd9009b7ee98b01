import path from 'node:path';
import { expect, test, type TestContext } from 'vitest';
import { localOwner } from '../../src/app.ts';
import { describeFailure } from '../../src/command/failure.ts';
import { type Bot, startBot } from '../../src/start.ts';
import { startOwnPostgres } from '../faults/own-postgres.ts';
import { type ReadCall, readCalls } from '../faults/read-calls.ts';
import { until } from '../support/until.ts';
import { createChatRoom, roomPlatform, textOf } from './chat-room.ts';
import { type Gate, startGate } from './gate.ts';
import { openStage } from './stage.ts';
import { patience, quick } from './test-bot.ts';

type Part = {
  /** How an answer names it. */
  name: RegExp;
  gate: Pick<Gate, 'shut' | 'reopen'>;
  /** The job that cannot do its work without it. */
  job: string | null;
  /** Who cannot say the whole without it, and has to say so. */
  tellers: readonly string[];
};

type Answer = { kind: 'answer' | 'user' | 'service' | 'bug'; text: string };

async function answerOf(bot: Bot, { command, input }: ReadCall): Promise<Answer> {
  try {
    const { reply } = await bot.execute({ command, input, actor: localOwner() });
    return { kind: 'answer', text: textOf(reply) };
  } catch (error) {
    const { kind, message, hint } = describeFailure(error, 'id');
    return { kind, text: `${message} ${hint}${kind === 'bug' ? String(error) : ''}` };
  }
}

async function answersOf(bot: Bot, calls: readonly ReadCall[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  for (const call of calls) answers.set(call.command, await answerOf(bot, call));
  return answers;
}

/** The world with a gate before every part, and the bot in it with its first scan done. */
async function openParts(context: TestContext): Promise<{ bot: Bot; parts: Part[] }> {
  const stage = await openStage(context);
  const postgres = await startOwnPostgres(path.join(stage.folder, 'postgres'));
  stage.onEnd(postgres.close);
  const environment: Record<string, string> = { ...stage.environment };
  const openGate = async ({ url }: { url: string }) => {
    const gate = await startGate(url);
    stage.onEnd(gate.stop);
    for (const [name, value] of Object.entries(environment)) {
      environment[name] = value.replaceAll(url, gate.url);
    }
    return gate;
  };
  const audible = await openGate(stage.world.catalogue);
  const catalogues = await openGate(stage.world.providers);
  const room = createChatRoom();
  const bot = await startBot({
    mode: 'bot',
    environment: { ...quick, ...environment, DATABASE_URL: postgres.url },
    platforms: [roomPlatform(room)],
  });
  stage.onEnd(bot.stop);
  await until(() => room.titled(/gaps in \d+ series/).length > 0, patience);
  const { tracker, client, library } = stage;
  const database = { shut: () => postgres.stop('fast'), reopen: postgres.start };
  const all = readCalls(bot.commands).map(({ command }) => command);
  const parts: Part[] = [
    {
      name: /tracker/i,
      gate: tracker,
      job: 'account',
      tellers: ['search', 'releases', 'status', 'doctor', 'jobs'],
    },
    { name: /qbittorrent/i, gate: client, job: null, tellers: ['status', 'ratio', 'doctor'] },
    {
      name: /audiobookshelf/i,
      gate: library,
      job: 'library-scan',
      tellers: ['status', 'doctor', 'jobs'],
    },
    { name: /audible/i, gate: audible, job: null, tellers: [] },
    { name: /audnexus|google|itunes|open.?library/i, gate: catalogues, job: null, tellers: [] },
    {
      name: /database/i,
      gate: database,
      job: null,
      // The log is a file: whoever wants to know why has it even then.
      tellers: all.filter((command) => command !== 'help' && command !== 'logs'),
    },
  ];
  return { bot, parts };
}

test('whatever is away, each command that looks answers, names it where it is needed, and needs nobody when it is back', async (context) => {
  const { bot, parts } = await openParts(context);
  const calls = readCalls(bot.commands);

  for (const { name, gate, job, tellers } of parts) {
    await gate.shut();
    if (job) await runTo(bot, job, 'failed');
    const answers = [...(await answersOf(bot, calls))];
    await gate.reopen();

    const silent = answers.filter(
      ([command, { kind, text }]) =>
        !name.test(text) && (kind !== 'answer' || tellers.includes(command)),
    );
    const wrong = answers.filter(([, { kind }]) => kind !== 'answer' && kind !== 'service');
    expect({ away: String(name), silent, wrong }).toMatchObject({ silent: [], wrong: [] });
  }

  for (const job of ['account', 'library-scan']) await runTo(bot, job, 'completed');
  const unanswered = [...(await answersOf(bot, calls))].filter(([, { kind }]) => kind !== 'answer');
  expect(unanswered).toEqual([]);
}, 180_000);

/** Asks for a run of a job and waits until it has ended like this. */
async function runTo(bot: Bot, job: string, status: 'completed' | 'failed'): Promise<void> {
  const last = `select status from tasks where task_name = ? and scheduled_time <= now() order by id desc limit 1`;
  await bot.execute({ command: 'run', input: { job }, actor: localOwner() });
  await until(async () => {
    const [row] = await bot.services.em().execute<{ status: string }[]>(last, [job]);
    return row?.status === status;
  }, patience);
}
