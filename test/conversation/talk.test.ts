import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Role } from '../../src/command/actor.ts';
import type { Reply } from '../../src/command/reply.ts';
import { useDatabase } from '../support/use-database.ts';
import { buttonsOf, textOf } from '../e2e/chat-room.ts';
import { openTable, type Table } from './table.ts';

const database = useDatabase();
let table: Table;

beforeEach(async () => {
  table = await openTable(database.em);
});

const person = (role: Role, id = role): Actor => ({ id, name: id, platform: 'test', role });
const operator = person('operator');

/** Presses a button of a reply. */
function press(reply: Reply | undefined, label: string, by: Actor): Promise<Reply> {
  const button = reply && buttonsOf(reply).find((one) => one.label === label);
  if (!button) throw new Error(`no button ${label}`);
  return table.run(button.runs, button.input, by);
}

describe('what only looks', () => {
  test('is answered at once, with names found by their letters', async () => {
    const told = await table.say("what's missing from discwrld?", operator);

    expect(told && textOf(told.reply)).toContain('Mort');
  });

  test('goes on from what was said there last, for everybody apart', async () => {
    await table.say("what's missing from Discworld", operator);

    const own = await table.say('and Barsoom?', operator);
    const others = await table.say('and Barsoom?', person('viewer'));

    expect(own && textOf(own.reply)).toContain('The Warlord of Mars');
    expect(others && textOf(others.reply)).not.toContain('The Warlord of Mars');
  });

  test('needs the role of its command', async () => {
    await expect(table.say('what is my ratio', person('viewer'))).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });

  test('that is a private matter is not answered where others read along', async () => {
    const [open, alone] = [
      await table.say('how many points do we have', operator, { canBePrivate: false }),
      await table.say('how many points do we have', operator),
    ];

    expect(open?.reply.title).toContain('answered to you alone');
    expect(alone?.isPrivate).toBe(true);
  });

  test('is asked about where it can be read in more than one way, and not understood without sense', async () => {
    const named = await table.say('barsoom', operator);
    const nothing = await table.say('what is the weather in Rome', operator);

    expect(named && buttonsOf(named.reply).map(({ label }) => label)).toEqual([
      'gaps series=Barsoom',
      'series series=Barsoom show=any',
    ]);
    expect(nothing?.reply.title).toBe('I did not understand that');
  });
});

describe('what changes something', () => {
  test('shows the command and does nothing before a press, then once', async () => {
    const told = await table.say('please pause everything', operator);
    const before = await table.paused();
    const done = await press(told?.reply, 'Confirm', operator);

    expect(textOf(told?.reply as Reply)).toContain('pause');
    expect(before).toBe(0);
    expect(done.title).not.toBe('');
    expect(await table.paused()).toBeGreaterThan(0);
    await expect(press(told?.reply, 'Confirm', operator)).rejects.toMatchObject({
      code: 'already_decided',
      message: 'Already confirmed by operator.',
    });
  });

  test('is done once when two press at the same time', async () => {
    const told = await table.say('pause everything', operator);

    const presses = await Promise.allSettled([
      press(told?.reply, 'Confirm', operator),
      press(told?.reply, 'Confirm', person('owner')),
    ]);

    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await table.audited('pause')).toBe(1);
  });

  test('can be dropped', async () => {
    const told = await table.say('pause everything', operator);
    const dropped = await press(told?.reply, 'Cancel', operator);

    expect(dropped.title).toBe('Cancelled');
    await expect(press(told?.reply, 'Confirm', operator)).rejects.toMatchObject({
      code: 'already_decided',
    });
    expect(await table.paused()).toBe(0);
  });

  test('waits a quarter of an hour and no longer', async () => {
    const told = await table.say('pause everything', operator);
    table.wait(16);

    await expect(press(told?.reply, 'Confirm', operator)).rejects.toMatchObject({
      code: 'expired',
    });
    expect(await table.paused()).toBe(0);
  });

  test('gets no card for somebody who may not, and nobody else may press it either', async () => {
    await expect(table.say('pause everything', person('member'))).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const told = await table.say('pause everything', operator);

    await expect(press(told?.reply, 'Confirm', person('member'))).rejects.toMatchObject({
      code: 'not_allowed',
    });
    expect(await table.paused()).toBe(0);
  });

  test('is not confirmed by words', async () => {
    await table.say('pause everything', operator);

    for (const words of ['yes', 'do it', 'sure', 'go for it']) {
      const told = await table.say(words, operator);
      expect(told?.reply.title).toBe('Please press it');
    }
    expect(await table.paused()).toBe(0);
  });

  test('names what a number stands for', async () => {
    const told = await table.say('approve the Pratchett one', operator);

    expect(textOf(told?.reply as Reply)).toContain(
      `approve proposal=${table.proposal}\nThat is proposal ${table.proposal}: Mort by Terry Pratchett.`,
    );
  });
});
