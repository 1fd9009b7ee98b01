import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Interaction,
  MessageFlags,
} from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { type Stage, startStage } from './real-client.ts';

const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.end();
});

async function stage(handle: (interaction: Interaction) => Promise<unknown>): Promise<Stage> {
  const opened = await startStage({
    handle,
    commands: [{ name: 'vip', description: 'How long VIP lasts' }],
  });
  stages.push(opened);
  return opened;
}

const decision = new ActionRowBuilder<ButtonBuilder>().addComponents(
  new ButtonBuilder().setCustomId('approve:12').setLabel('Approve').setStyle(ButtonStyle.Success),
  new ButtonBuilder().setCustomId('reject:12').setLabel('Reject').setStyle(ButtonStyle.Danger),
);

test('a private answer to a slash command is seen by its person alone', async () => {
  const { discord } = await stage(async (interaction) => {
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
  const { discord } = await stage(async (interaction) => {
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
  const { discord, client } = await stage(async (interaction) => {
    if (!interaction.isButton()) return;
    const name = interaction.user.displayName;
    await interaction.update({ content: `Approved by ${name}`, components: [] });
  });
  const channel = await client.channels.fetch(discord.channel('books').id);
  if (!channel?.isSendable()) throw new Error('no channel');
  await channel.send({ content: 'Guards! Guards!', components: [decision.toJSON()] });
  const [card] = discord.channel('books').messages;
  if (!card) throw new Error('no card');

  const answer = await discord.person('oscar').press(card, 'Approve').answer();

  expect(answer).toBe(card);
  expect(discord.show(card)).toBe('Shelfwarden (edited):\nApproved by oscar');
  expect(card.history.map(({ content }) => content)).toEqual(['Guards! Guards!']);
  expect(discord.violations).toEqual([]);
});
