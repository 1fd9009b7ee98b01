import { describe, expect, test } from 'vitest';
import { takenUnasked } from '../../src/proposals/autopilot.ts';
import type { JudgedRelease } from '../../src/releases/pick.ts';
import type { Policy } from '../../src/settings/policy.ts';
import { useDatabase } from '../support/use-database.ts';
import {
  addReading,
  addWanted,
  cards,
  choiceOf,
  hoursLater,
  judged,
  now,
  paidFor,
  policy,
  proposeBook,
  readAccount,
  states,
} from './builders.ts';

const free = judged('Free');
const paid = paidFor('Paid', { sizeBytes: 1e9 });
const large: JudgedRelease = { ...paid, isWorthAWedge: true };
const abridged: JudgedRelease = { ...free, needsApproval: ['abridged'] };

test.each<[Policy['autopilot'], string, JudgedRelease, string]>([
  ['off', 'free', free, 'asks'],
  ['propose', 'free', free, 'asks'],
  ['free', 'free', free, 'takes'],
  ['full', 'free', free, 'takes'],
  ['free', 'paid', paid, 'asks'],
  ['full', 'paid and safe', paid, 'takes'],
  ['free', 'abridged', abridged, 'asks'],
  ['full', 'abridged', abridged, 'asks'],
])('in the mode %s what is %s: %s', (autopilot, _, chosen, decision) => {
  const context = { policy: { ...policy, autopilot }, ledger: readAccount(), now };

  expect(takenUnasked(chosen, context)).toBe(decision);
});

test.each([
  ['stays at 1.20', { uploadedBytes: 2.4e9 }, 'takes'],
  ['falls below 1.20, where a person may still say yes', { uploadedBytes: 2.3e9 }, 'asks'],
  ['is not known', { seenAt: hoursLater(-1) }, 'asks'],
])('in the mode full, when the ratio after it %s', (_, account, decision) => {
  const context = {
    policy: { ...policy, autopilot: 'full' as const },
    ledger: readAccount(account),
    now,
  };

  expect(takenUnasked(paid, context)).toBe(decision);
});

test.each<[Policy['autopilot'], Policy['wedgePolicy'], string]>([
  ['propose', 'auto', 'asks'],
  ['free', 'auto', 'takes-by-wedge'],
  ['full', 'auto', 'takes-by-wedge'],
  ['free', 'ask', 'asks'],
  ['full', 'ask', 'takes'],
])(
  'with autopilot %s and wedges on %s a large paid release: %s',
  (autopilot, wedgePolicy, decision) => {
    const rules = { ...policy, autopilot, wedgePolicy };

    expect(takenUnasked(large, { policy: rules, ledger: readAccount(), now })).toBe(decision);
  },
);

describe('what is taken without asking', () => {
  const { em } = useDatabase();
  const unasked = { policy: { ...policy, autopilot: 'free' as const } };

  test('is approved in the name of autopilot, with its download, card and audit row', async () => {
    const id = await addWanted(em(), 'Free');

    const outcome = await proposeBook(em(), id, choiceOf(free), unasked);

    expect(outcome).toBe('taken');
    expect(await em().execute('select * from proposals')).toMatchObject([
      { status: 'approved', decided_by: 'bot:autopilot', decided_by_name: 'autopilot' },
    ]);
    expect(await em().execute('select status, is_paid from downloads')).toEqual([
      { status: 'queued', is_paid: false },
    ]);
    expect(
      await em().execute('select actor_id, platform, command, input, outcome from audit'),
    ).toEqual([
      {
        actor_id: 'autopilot',
        platform: 'bot',
        command: 'approve',
        input: { proposal: 1, wedge: false },
        outcome: 'done',
      },
    ]);
    expect(await cards(em())).toEqual(['proposal:1 discord', 'proposal:1 slack']);
  });

  test('takes no place among the open proposals', async () => {
    const tight = { policy: { ...unasked.policy, proposalsOpen: 1 }, ledger: readAccount() };
    for (const title of ['A', 'B', 'C']) {
      const choice = choiceOf(title === 'B' ? judged(title) : paidFor(title));
      await proposeBook(em(), await addWanted(em(), title), choice, tight);
    }

    expect(await states(em())).toEqual({ 1: 'open', 2: 'approved', 3: 'waiting' });
  });

  test('with a wedge is free on that condition', async () => {
    const rules = { ...unasked.policy, wedgePolicy: 'auto' as const };
    await addReading(em());
    const id = await addWanted(em(), 'Large');
    const choice = choiceOf({ ...paidFor('Large', { sizeBytes: 3e9 }), isWorthAWedge: true });

    await proposeBook(em(), id, choice, { policy: rules, ledger: readAccount() });

    expect(await em().execute('select status, with_wedge from proposals')).toEqual([
      { status: 'approved', with_wedge: true },
    ]);
    expect(
      await em().execute('select with_wedge, is_paid, release_edition from downloads'),
    ).toEqual([{ with_wedge: true, is_paid: false, release_edition: 'fl' }]);
  });
});
