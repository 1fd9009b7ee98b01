import { describe, expect, test } from 'vitest';
import ratioCommand from '../../commands/ratio.ts';
import vipCommand from '../../commands/vip.ts';
import { recordReading } from '../../src/account/record.ts';
import type { Reply } from '../../src/command/reply.ts';
import type { TrackerAccount } from '../../src/clients/mam/index.ts';
import { loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { policy } from '../proposals/builders.ts';
import { useDatabase } from '../support/use-database.ts';
import { account, minutesLater, now } from './readings.ts';

const { em } = useDatabase();

/** What a command shows of an account that was last read some minutes ago. */
async function show(
  name: 'ratio' | 'vip',
  changes: Partial<TrackerAccount>,
  minutesAgo = 2,
): Promise<Reply> {
  await recordReading(em(), { ...account, ...changes }, minutesLater(-minutesAgo));
  return look(name);
}

async function look(name: 'ratio' | 'vip', days = 30): Promise<Reply> {
  const services = {
    policy: async () => policy,
    config: loadConfig({}),
    mam: null,
    qbittorrent: null,
  } as unknown as Services;
  const actor = { id: 'a', name: 'Ada', platform: 'test', role: 'owner' as const };
  const context = { actor, services, em: em(), now };
  if (name === 'vip') return vipCommand.view(await vipCommand.run({ days }, context));
  return ratioCommand.view(await ratioCommand.run({ days }, context));
}

function shown({ blocks }: Reply): Record<string, string> {
  const fields = blocks.flatMap((block) => (block.kind === 'fields' ? block.fields : []));
  return Object.fromEntries(fields.map(({ label, value }) => [label, value]));
}

function chartOf({ blocks }: Reply) {
  const chart = blocks.find((block) => block.kind === 'chart' && 'points' in block);
  if (!chart) throw new Error('there is no chart');
  return chart;
}

test.each(['ratio', 'vip'] as const)(
  '%s before the first reading says how to get one',
  async (name) => {
    const reply = await look(name);

    expect(reply).toMatchObject({ tone: 'warning' });
    expect(reply.title).toMatch(/unknown/);
    expect(JSON.stringify(reply)).toContain('run account');
  },
);

describe('the ratio', () => {
  test.each([
    [2000, 1000, 'Ratio 2.00', 'info'],
    [1200, 1000, 'Ratio 1.20', 'info'],
    [1199, 1000, 'Ratio 1.19', 'warning'],
    [1_000_001, 1_000_000, 'Ratio 1.00', 'warning'],
    [1000, 1000, 'Ratio 1.00', 'danger'],
    [99_999, 100_000, 'Ratio 0.99', 'danger'],
    [5, 0, 'Ratio ∞', 'info'],
    [0, 0, 'Ratio unknown', 'warning'],
  ])(
    'of %s bytes up and %s down is %s, %s',
    async (uploadedBytes, downloadedBytes, title, tone) => {
      expect(await show('ratio', { uploadedBytes, downloadedBytes })).toMatchObject({
        title,
        tone,
      });
    },
  );

  test('of an old reading counts as unknown and is still shown as the last known', async () => {
    const reply = await show('ratio', { uploadedBytes: 1850, downloadedBytes: 1000 }, 40);

    expect(reply).toMatchObject({ title: 'Ratio unknown', tone: 'warning' });
    expect(shown(reply)).toMatchObject({
      'Last known': '1.85',
      Read: '40 minutes ago: too old, so it counts as unknown',
    });
  });

  test('that is infinite has no chart', async () => {
    const reply = await show('ratio', { uploadedBytes: 5, downloadedBytes: 0 });

    expect(reply.blocks.map(({ kind }) => kind)).not.toContain('chart');
  });

  test('has a chart with floor and warning', async () => {
    const chart = chartOf(await show('ratio', {}, 10));

    expect(chart.lines).toEqual([
      { label: 'floor', value: 1, tone: 'danger' },
      { label: 'warning', value: 1.2, tone: 'warning' },
    ]);
    expect(chart.points.map(({ value }) => value)).toEqual([2, 2, 2]);
  });
});

describe('VIP', () => {
  const daysFromNow = (days: number) => minutesLater(days * 1440);

  test.each([
    [90, 'VIP: 90 days left', 'info'],
    [83.01, 'VIP: 83 days left', 'info'],
    [7, 'VIP: 7 days left', 'info'],
    [6 + 23 / 24, 'VIP: 6 days left', 'warning'],
    [1.5, 'VIP: 36 hours left', 'warning'],
    [0.02, 'VIP: 28 minutes left', 'warning'],
    [0, 'VIP ended just now', 'danger'],
    [-0.5, 'VIP ended 12 hours ago', 'danger'],
    [-40, 'VIP ended 40 days ago', 'danger'],
  ])('with %s days left is %s, %s', async (days, title, tone) => {
    expect(await show('vip', { vipUntil: daysFromNow(days) })).toMatchObject({ title, tone });
  });

  test.each([
    [true, 'VIP: no end known', 'warning'],
    [false, 'No VIP', 'warning'],
  ])('without a date and with the class %s is %s', async (isVipClass, title, tone) => {
    const reply = await show('vip', { vipUntil: null, isVipClass });

    expect(reply).toMatchObject({ title, tone });
    expect(shown(reply)['Until']).toBe('no date known');
  });

  test('of an old reading is unknown, and nothing is foretold from it', async () => {
    const reply = await show('vip', {}, 40);

    expect(reply).toMatchObject({ title: 'VIP unknown: the last reading is too old' });
    expect(shown(reply)).not.toHaveProperty('To renew from');
  });

  test('shows what an hour earns and what there will be when it is to be renewed', async () => {
    for (let minute = -480; minute < 0; minute += 30) {
      await recordReading(em(), { ...account, points: 20_000 + minute }, minutesLater(minute));
    }
    const reply = await show('vip', { points: 20_000, vipUntil: daysFromNow(17) }, 0);

    expect(shown(reply)).toMatchObject({
      Points: '20,000 (60.0 an hour)',
      Until: '2026-07-02 12:00 UTC',
      'To renew from': '2026-06-25 12:00 UTC, with 34,400 points if none are spent',
      'At the cap': '2026-08-10 01:19 UTC',
    });
    expect(chartOf(reply).points).toHaveLength(97);
  });

  test('marks its end in the chart when that is near', async () => {
    const near = chartOf(await show('vip', { vipUntil: daysFromNow(14) }));
    const far = chartOf(await show('vip', { vipUntil: daysFromNow(40) }));

    expect(near.marks).toEqual([{ label: 'VIP ends', at: daysFromNow(14) }]);
    expect(far.marks).toEqual([]);
  });
});
