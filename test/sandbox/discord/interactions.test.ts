import { type Interaction, MessageFlags, Routes } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { decision, patient, type Stage, startStage } from './real-client.ts';
import { request, rulesBroken } from './rest.ts';

let stage: Stage;
let clock = new Date('2026-01-01T12:00:00Z');
afterEach(() => stage.end());

async function play(handle: (interaction: Interaction) => Promise<unknown>) {
  clock = new Date('2026-01-01T12:00:00Z');
  const commands = [{ name: 'vip', description: 'How long VIP lasts' }];
  stage = await startStage({ handle, commands, now: () => clock });
  return stage.discord;
}

async function postCard() {
  const { discord, client } = stage;
  const channel = await client.channels.fetch(discord.channel('books').id);
  if (!channel?.isSendable()) throw new Error('no channel');
  await channel.send({ content: 'Mort', components: [decision.toJSON()] });
  const card = discord.channel('books').messages.at(-1);
  if (!card) throw new Error('no card');
  return card;
}

function pass(minutes: number) {
  clock = new Date(clock.getTime() + minutes * 60_000);
}

test('a private answer to a slash command is seen by its person alone', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply({ content: 'VIP for 34 days', flags: MessageFlags.Ephemeral });
  });

  const answer = await discord.person('olga').run('vip').answer();

  expect(discord.show(answer)).toBe('Shelfwarden (only olga can see this):\nVIP for 34 days');
  expect(discord.channel('books').messages).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('a deferred answer shows thinking first and its edit later', async () => {
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await goOn;
    await interaction.editReply('VIP for 34 days');
  });

  const screen = discord.person('olga').run('vip');
  await screen.until('is thinking…');
  resolve();
  const answer = await screen.answer();

  expect(answer.content).toBe('VIP for 34 days');
  expect(answer.history).toEqual([]);
  expect(discord.channel('books').messages).toEqual([answer]);
  expect(discord.violations).toEqual([]);
});

test('a pressed button updates its message, with the face before in the history', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isButton()) return;
    const name = interaction.user.displayName;
    await interaction.update({ content: `Approved by ${name}`, components: [] });
  });
  const card = await postCard();

  const answer = await discord.person('oscar').press(card, 'Approve').answer();

  expect(answer).toBe(card);
  expect(discord.show(card)).toBe('Shelfwarden (edited):\nApproved by oscar');
  expect(card.history.map(({ content }) => content)).toEqual(['Mort']);
  expect(discord.violations).toEqual([]);
});

test('an unseen acknowledgement of a press is followed by a private message', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isButton()) return;
    await interaction.deferUpdate();
    await interaction.followUp({ content: 'already decided', flags: MessageFlags.Ephemeral });
  });
  const card = await postCard();

  const screen = discord.person('mia').press(card, 'reject:12');
  const answer = await screen.answer();

  expect(answer).toMatchObject({ content: 'already decided', onlyFor: { name: 'mia' } });
  expect(screen.messages()).toEqual([card, answer]);
  expect(() => discord.person('sam').press(answer, 'x')).toThrow('does not see');
  expect(discord.violations).toEqual([]);
});

test('a button that an edit took away can still be pressed on a screen that is behind', async () => {
  const discord = await play(async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: 'decided', components: [] });
  });
  const card = await postCard();
  await discord.person('oscar').press(card, 'Approve').answer();

  const press = () => discord.person('mia').press(card, 'Approve');
  const stale = await discord.person('mia').press(card, 'Approve', { stale: true }).answer();

  expect(press).toThrow('There is no button Approve');
  expect(stale.content).toBe('decided');
});

test('whoever waits too long is told so, and the late answer is refused', async () => {
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await goOn;
    await interaction.reply('too late');
  });

  const screen = discord.person('olga').run('vip');
  pass(1);
  const failure = await screen.failure();
  resolve();
  await expect.poll(() => stage.errors, patient).toMatchObject([{ code: 10062 }]);

  expect(failure).toBe('The application did not respond');
  expect(screen.text()).toBe(failure);
  await expect(screen.answer()).rejects.toThrow(failure);
  expect(rulesBroken(discord)).toEqual(['late-answer', 'unknown-interaction']);
});

test('a card that was deleted after the press cannot be updated', async () => {
  const { promise: goOn, resolve } = Promise.withResolvers<void>();
  const discord = await play(async (interaction) => {
    if (!interaction.isButton()) return;
    await goOn;
    await interaction.update('decided');
  });
  const card = await postCard();

  discord.person('oscar').press(card, 'Approve');
  discord.person('olga').remove(card);
  resolve();
  await expect.poll(() => stage.errors, patient).toMatchObject([{ code: 10008 }]);

  expect(card.content).toBe('Mort');
});

test('a second first answer is refused and changes nothing', async () => {
  const discord = await play(async (interaction) => {
    const { id, token } = interaction;
    const callback = Routes.interactionCallback(id, token);
    const body = { type: 4, data: { content: 'once', allowed_mentions: { parse: [] } } };
    await interaction.client.rest.post(callback, { body, auth: false });
    await interaction.client.rest.post(callback, { body, auth: false });
  });

  discord.person('olga').run('vip');
  await expect.poll(() => stage.errors, patient).toMatchObject([{ code: 40060 }]);

  expect(discord.channel('books').messages).toHaveLength(1);
  expect(rulesBroken(discord)).toEqual(['answered-twice']);
});

test('after 15 minutes an answer can no longer be edited', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    pass(16);
    await interaction.editReply('at last');
  });

  discord.person('olga').run('vip');
  await expect.poll(() => stage.errors, patient).toMatchObject([{ code: 50027 }]);

  expect(rulesBroken(discord)).toEqual(['token-expired']);
});

test('a follow-up right after a defer takes its place and is advised against', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.followUp('done');
  });

  await discord.person('olga').run('vip').answer();

  expect(discord.channel('books').messages.map(({ content }) => content)).toEqual(['done']);
  expect(rulesBroken(discord)).toEqual(['follow-up-instead-of-edit']);
});

test.each([
  ['an update of no message', 7],
  ['suggestions for a command', 8],
])('%s is no answer to a slash command', async (_name, type) => {
  const discord = await play(async (interaction) => {
    const callback = Routes.interactionCallback(interaction.id, interaction.token);
    await interaction.client.rest.post(callback, { body: { type, data: {} }, auth: false });
  });

  discord.person('olga').run('vip');
  await expect.poll(() => stage.errors, patient).toMatchObject([{ code: 50035 }]);

  expect(rulesBroken(discord)).toEqual(['invalid-form']);
});

test('a first answer tells about its message when asked, and its message can be deleted', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const response = await interaction.reply({ content: 'soon gone', withResponse: true });
    if (response.resource?.message?.content === 'soon gone') await interaction.deleteReply();
  });

  const screen = discord.person('olga').run('vip');
  await screen.answer();
  await screen.until((text) => text === '');

  expect(discord.channel('books').messages).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('answers to interactions nobody began are refused', async () => {
  const discord = await play(async () => {});

  const callback = await request(discord, 'POST', '/interactions/1/none/callback', { type: 5 });
  const webhook = await request(discord, 'POST', `/webhooks/${discord.applicationId}/none`, {});

  expect(callback).toMatchObject({ status: 404, body: { code: 10062 } });
  expect(webhook).toMatchObject({ status: 401, body: { code: 50027 } });
});
