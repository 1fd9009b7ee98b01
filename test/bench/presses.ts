import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordStandIn } from '../../src/sandbox/discord/index.ts';
import type { Screen } from '../../src/sandbox/discord/people/screen.ts';
import type { Interaction, SlackStandIn } from '../../src/sandbox/slack/index.ts';
import { until } from '../support/until.ts';

/** Somebody who keeps pressing `Why` on a card and then keeps typing `help`, in one chat. */
export type Presses = {
  turn: () => Promise<Record<string, number[]>>;
  count: { pressed: number; missedDeadlines: number; unanswered: number };
};

export const pressesPerTurn = 600;

/** So many in a turn, one after so long, whatever becomes of them. */
export type Pace = { presses: number; everyMs: number };
/** A hundred a second. */
const usualPace: Pace = { presses: pressesPerTurn, everyMs: 10 };
const patience = { timeoutMs: 30_000 };
/** The bot's card and the one of the bare bots. */
const cardText = /Book 1\b|A book/;

export function discordPresses(discord: DiscordStandIn, pace = usualPace): Presses {
  const oscar = discord.person('oscar');
  const count = { pressed: 0, missedDeadlines: 0, unanswered: 0 };
  async function repeat(name: string, act: () => Screen): Promise<Record<string, number[]>> {
    const all = await fire(pace, async () => {
      const screen = act();
      // What does not come is counted.
      await screen.answer().catch(() => undefined);
      return screen.tookMs();
    });
    const acknowledged = all.flatMap(({ acknowledgedMs }) => acknowledgedMs ?? []);
    const shown = all.flatMap(({ shownMs }) => shownMs ?? []);
    count.pressed += all.length;
    count.missedDeadlines += all.length - acknowledged.length;
    count.unanswered += all.length - shown.length;
    return { [`${name}: ack ms`]: acknowledged, [`${name}: answer ms`]: shown };
  }
  return {
    count,
    async turn() {
      const { messages } = discord.channel('books');
      const card = await until(() => messages.find((one) => cardText.test(discord.show(one))));
      const pressed = await repeat('button', () => oscar.press(card, 'Why'));
      return { ...pressed, ...(await repeat('/help', () => oscar.run('help'))) };
    },
  };
}

export function slackPresses(slack: SlackStandIn, pace = usualPace): Presses {
  const { amy } = slack.people;
  const count = { pressed: 0, missedDeadlines: 0, unanswered: 0 };
  async function repeat(name: string, act: () => Promise<Interaction>) {
    const before = amy.private.length;
    const all = await fire(pace, async () => {
      const startedMs = performance.now();
      const { outcome } = await act();
      return outcome === 'acknowledged' ? [performance.now() - startedMs] : [];
    });
    // Nothing of it is left to do in somebody else's turn.
    await until(() => amy.private.length >= before + all.length, patience).catch(() => undefined);
    const acknowledged = all.flat();
    count.pressed += all.length;
    count.missedDeadlines += all.length - acknowledged.length;
    count.unanswered += before + all.length - amy.private.length;
    return { [`${name}: ack ms`]: acknowledged };
  }
  return {
    count,
    async turn() {
      const { messages } = slack.channel('books');
      const card = await until(() => messages.find((one) => cardText.test(slack.show(one))));
      const pressed = await repeat('button', () => amy.press(card, 'Why'));
      return { ...pressed, ...(await repeat('/shelf help', () => amy.slash('/shelf', 'help'))) };
    },
  };
}

/** Half a turn: starts `act` at its times and answers what each gave. */
async function fire<Answer>(
  { presses, everyMs }: Pace,
  act: () => Promise<Answer>,
): Promise<Answer[]> {
  const startedMs = performance.now();
  const answers: Promise<Answer>[] = [];
  for (let number = 0; number < presses / 2; number += 1) {
    const waitMs = startedMs + number * everyMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    answers.push(act());
  }
  return Promise.all(answers);
}
