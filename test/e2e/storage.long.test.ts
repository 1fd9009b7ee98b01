import { expect, test } from 'vitest';
import { announced, openProposals, storageFaults, suffer } from '../faults/storage-round.ts';
import { openStorageStage, timesShown } from '../faults/storage-stage.ts';
import { until } from '../support/until.ts';
import { countRequests } from './stage.ts';
import { patience } from './test-bot.ts';

const longMs = 180_000;

test(
  'a database that is stopped, cut off or read-only under the program: every surface says so, and what was under way is done once, by itself',
  async (context) => {
    const staged = await openStorageStage(context);
    const { stage, postgres, program, discord } = staged;
    const proposals = (await openProposals(staged, storageFaults.length)).slice(
      -storageFaults.length,
    );

    for (const [round, fault] of storageFaults.entries()) {
      const { id = 0 } = proposals[round] ?? {};
      expect((await suffer(staged, fault, { id, lastsMs: 0 })).wrongAnswers).toEqual([]);
    }

    for (const { title } of proposals) await announced(staged, title);
    const unsent = `select key from outbox where status <> 'done' and topic <> 'escalate'`;
    await until(async () => (await postgres.rows(unsent)).length === 0, patience);
    const { tracker, downloadClient, library } = stage.world;
    expect(countRequests(tracker, 'download')).toBe(proposals.length);
    expect(countRequests(downloadClient, 'torrents/add')).toBe(proposals.length);
    const shelved = [...library.items.values()].map(({ scanned }) => scanned.title);
    for (const { title } of proposals) {
      expect(shelved.filter((one) => one === title)).toHaveLength(1);
      expect(timesShown(staged, `On the shelf: ${title}`)).toEqual([1, 1]);
    }
    // Whoever lost the database after a thread was opened asks for it again, and takes the one there is.
    expect(discord.violations.filter(({ rule }) => rule !== 'thread-exists')).toEqual([]);
    expect(program.isRunning()).toBe(true);
  },
  longMs,
);
