import { ComponentType, type Interaction, type ModalSubmitInteraction } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { type Stage, startStage } from './real-client.ts';

let stage: Stage;
afterEach(() => stage.end());

const commands = [
  {
    name: 'members',
    description: 'Who may do what',
    options: [
      { type: 6, name: 'who', description: 'A person', required: true },
      { type: 8, name: 'role', description: 'A role' },
    ],
  },
];
const options = [
  { label: 'Wrong book', value: 'wrong' },
  { label: 'Too big', value: 'big' },
];
const form = {
  custom_id: 'form',
  title: 'Everything',
  components: [
    field('Why', { type: 21, custom_id: 'why', options }),
    field('Also', { type: 22, custom_id: 'also', options, required: false }),
    field('For ever', { type: 23, custom_id: 'ever' }),
    field('Tell', { type: 5, custom_id: 'tell' }),
    field('Page', { type: 19, custom_id: 'page' }),
  ],
};

function field(label: string, component: object) {
  return { type: ComponentType.Label, label, component };
}

async function play(handle: (interaction: Interaction) => Promise<unknown>) {
  stage = await startStage({ handle, commands });
  return stage.discord;
}

test('people and roles in options arrive with what Discord knows of them', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options: given } = interaction;
    const member = given.getMember('who');
    const roles = member && 'cache' in member.roles ? member.roles.cache.size : 0;
    await interaction.reply(
      `${given.getUser('who')?.username} ${given.getRole('role')?.name} ${roles}`,
    );
  });
  const values = { who: discord.person('mia').id, role: discord.role('operator').id };

  const answer = await discord.person('olga').run('members', values).answer();

  // Everybody holds the role @everyone beside his own.
  expect(answer.content).toBe('mia operator 2');
});

test('every kind of field brings back what was filled in', async () => {
  const { promise, resolve } = Promise.withResolvers<ModalSubmitInteraction>();
  const discord = await play(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form as never);
    if (!interaction.isModalSubmit()) return;
    resolve(interaction);
    await interaction.reply('thanks');
  });
  const [olga, mia] = [discord.person('olga'), discord.person('mia')];
  const modal = await olga.run('members', { who: mia.id }).modal();

  const screen = olga.submit(modal, {
    Why: 'Too big',
    Also: ['Wrong book', 'big'],
    ever: true,
    Tell: mia.id,
    Page: { name: 'rules.html', bytes: Buffer.from('<p>') },
  });
  await screen.answer();

  const { fields } = await promise;
  expect(fields.getField('why')).toMatchObject({ value: 'big' });
  expect(fields.getField('also')).toMatchObject({ values: ['wrong', 'big'] });
  expect(fields.getField('ever')).toMatchObject({ value: true });
  expect(fields.getSelectedUsers('tell')?.map(({ username }) => username)).toEqual(['mia']);
  expect(fields.getUploadedFiles('page')?.map(({ name }) => name)).toEqual(['rules.html']);
  expect(discord.violations).toEqual([]);
});

test('a form nobody may leave empty is not submitted empty', async () => {
  const discord = await play(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form as never);
  });
  const olga = discord.person('olga');
  const modal = await olga.run('members', { who: olga.id }).modal();

  expect(() => olga.submit(modal, {})).toThrow('Why is required');
  expect(() => olga.submit(modal, { Why: 'Too small' })).toThrow('no entry Too small');
  expect(() => olga.submit(modal, { Whither: 'x' })).toThrow('no Whither');
});

test('a global command also runs in direct messages, without a server around it', async () => {
  const discord = await play(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply(`in ${String(interaction.guildId)}`);
  });
  await stage.client.application.commands.create({ name: 'help', description: 'What to do' });
  const otto = discord.person('otto').in(discord.directMessages('otto'));

  const answer = await otto.run('help').answer();

  expect(answer).toMatchObject({ content: 'in null', channel: { name: '@otto' } });
  expect(() => otto.run('members', { who: otto.id })).toThrow('finds no /members');
});
