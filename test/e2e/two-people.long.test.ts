import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { openChats } from './chats.ts';
import { openProposals } from './rounds.ts';

/** More by ROUNDS=1000. */
const rounds = Number(process.env['ROUNDS'] ?? 100);

test('two people in two chats who decide in the same moment make one decision, round after round', async (context) => {
  const { discord, slack, bot } = await openChats(context, { MAM_ID: '' });
  const em = bot().services.em();
  const proposals = await openProposals(em, rounds);

  for (const proposal of proposals) {
    const inDiscord = discord.person('oscar').run('approve', { proposal });
    const [, inSlack] = await Promise.all([
      inDiscord.answer(),
      slack.people.amy.slash('/shelf', `reject ${proposal} never`),
    ]);
    await inSlack.message();
  }

  // What Slack showed last may have been a card instead of the answer.
  const audited = `select from audit where command in ('approve', 'reject')`;
  await until(async () => (await em.execute<unknown[]>(audited)).length >= 2 * rounds);
  const outcomes = await em.execute<{ outcome: string; times: number }[]>(
    `select outcome, count(*) as times from audit where command in ('approve', 'reject') group by outcome`,
  );
  expect(Object.fromEntries(outcomes.map((row) => [row.outcome, row.times]))).toEqual({
    done: rounds,
    already_decided: rounds,
  });
  const decided = await em.execute(
    `select p.id from proposals p left join downloads d on d.proposal_id = p.id
        where p.status in ('approved', 'rejected') and (p.status = 'approved') = (d.id is not null)`,
  );
  expect(decided).toHaveLength(rounds);
  // So many decisions in a minute are more cards and edits than Slack's pace allows; it is obeyed.
  const violations = [...discord.violations, ...slack.violations];
  expect(violations.filter(({ rule }) => rule !== 'ratelimited')).toEqual([]);
}, 90_000);
