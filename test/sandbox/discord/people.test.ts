import {
  ActionRowBuilder,
  type Interaction,
  LabelBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { decision, type Stage, startStage } from './real-client.ts';

let stage: Stage;
afterEach(() => stage.end());

const commands = [
  {
    name: 'search',
    description: 'Finds releases',
    options: [
      { type: 3, name: 'title', description: 'What', required: true, autocomplete: true },
      { type: 4, name: 'limit', description: 'How many', min_value: 1, max_value: 10 },
      {
        type: 3,
        name: 'format',
        description: 'As what',
        choices: [{ name: 'M4B', value: 'm4b' }],
      },
    ],
  },
  {
    name: 'rules',
    description: 'Site rules',
    options: [
      {
        type: 1,
        name: 'import',
        description: 'Takes a page',
        options: [{ type: 11, name: 'page', description: 'HTML', required: true }],
      },
    ],
  },
  { name: 'settings', description: 'For administrators', default_member_permissions: '0' },
];

async function play(handle: (interaction: Interaction) => Promise<unknown>) {
  stage = await startStage({ handle, commands });
  return stage.discord;
}

test('options arrive as they were filled in, from a person with his roles', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options, member } = interaction;
    const roles = member && 'cache' in member.roles ? [...member.roles.cache.keys()] : [];
    const isOperator = roles.includes(discord.role('operator').id);
    await interaction.reply(
      `${options.getString('title')} ${options.getInteger('limit')} ${isOperator}`,
    );
  });

  const screen = discord.person('oscar').run('search', { title: 'Mort', limit: 3 });

  expect((await screen.answer()).content).toBe('Mort 3 true');
});

test('a file goes up with a sub-command and can be fetched', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const page = interaction.options.getAttachment('page', true);
    const text = await (await fetch(page.url)).text();
    await interaction.reply(`${interaction.options.getSubcommand()} ${page.name}: ${text}`);
  });
  const page = { name: 'rules.html', bytes: Buffer.from('<p>be kind</p>') };

  const answer = await discord.person('olga').run('rules import', { page }).answer();

  expect(answer.content).toBe('import rules.html: <p>be kind</p>');
});

test.each<[string, string, string, Record<string, string | number>, string]>([
  ['an unknown command', 'oscar', 'nonsense', {}, 'finds no /nonsense'],
  ['a missing option', 'oscar', 'search', {}, 'title is required'],
  [
    'a value outside the range',
    'oscar',
    'search',
    { title: 'x', limit: 11 },
    'limit takes 1 to 10',
  ],
  [
    'a value outside the choices',
    'oscar',
    'search',
    { title: 'x', format: 'flac' },
    'does not offer flac',
  ],
  ['an unknown option', 'oscar', 'search', { title: 'x', size: 1 }, 'no option size'],
  ['a command for administrators', 'oscar', 'settings', {}, 'finds no /settings'],
  ['a command of a server he is not in', 'otto', 'search', { title: 'x' }, 'otto may not'],
])('the app does not let a person send %s', async (_name, person, command, options, words) => {
  const discord = await play(async () => {});

  expect(() => discord.person(person).run(command, options)).toThrow(words);
});

test('suggestions follow what is typed', async () => {
  const discord = await play(async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed}!`, value: typed }]);
  });

  const choices = await discord.person('mia').autocomplete('search', 'title', 'Mor');

  expect(choices).toEqual([{ name: 'Mor!', value: 'Mor' }]);
});

test('a form opens on a press and brings back what was filled in', async () => {
  const reason = new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Short);
  const form = new ModalBuilder()
    .setCustomId('why:12')
    .setTitle('Why not?')
    .addLabelComponents(new LabelBuilder().setLabel('Reason').setTextInputComponent(reason));
  const discord = await play(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({ content: 'Mort', components: [decision] });
    }
    if (interaction.isButton()) await interaction.showModal(form);
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const words = interaction.fields.getTextInputValue('reason');
      await interaction.update({ content: `Rejected: ${words}`, components: [] });
    }
  });
  const oscar = discord.person('oscar');
  const card = await oscar.run('search', { title: 'Mort' }).answer();

  const screen = oscar.press(card, 'Reject');
  const modal = await screen.modal();
  const shown = screen.text();
  const answer = await oscar.submit(modal, { Reason: 'wrong book' }).answer();

  expect(shown).toBe('# Why not?\nReason *:\n[ Submit ]');
  expect(answer).toBe(card);
  expect(card.content).toBe('Rejected: wrong book');
  expect(() => oscar.submit(modal, {})).toThrow('Reason is required');
  expect(discord.violations).toEqual([]);
});

test('an entry of a select is chosen by its label', async () => {
  const select = new StringSelectMenuBuilder()
    .setCustomId('other')
    .addOptions({ label: 'M4B, 128 kbps', value: '1' }, { label: 'MP3, 64 kbps', value: '2' });
  const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select);
  const discord = await play(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ components: [row] });
    if (interaction.isStringSelectMenu()) await interaction.reply(interaction.values.join());
  });
  const mia = discord.person('mia');
  const card = await mia.run('search', { title: 'x' }).answer();

  const answer = await mia.choose(card, 'MP3, 64 kbps').answer();

  expect(discord.show(card)).toContain('[ Make a selection ▾ ]\n  ○ M4B, 128 kbps');
  expect(answer.content).toBe('2');
  expect(() => mia.choose(card, 'FLAC')).toThrow('no entry FLAC');
});

test('a mention and a direct message can be read and answered, other talk cannot', async () => {
  const discord = await play(async () => {});
  const heard: string[] = [];
  stage.client.on('messageCreate', (message) => {
    if (message.author.bot) return;
    heard.push(message.content);
    if (message.content !== '') message.reply('yes?').catch((error) => stage.errors.push(error));
  });
  const mia = discord.person('mia');

  mia.say('just talking');
  const mentioned = await mia.mention('what is missing?').answer();
  const direct = await mia.dm('hello').answer();

  expect(heard).toEqual(['', `<@${discord.bot.id}> what is missing?`, 'hello']);
  expect(mentioned).toMatchObject({ content: 'yes?', channel: { name: 'books' } });
  expect(direct).toMatchObject({ content: 'yes?', channel: discord.directMessages('mia') });
  expect(stage.errors).toEqual([]);
});

test('presses of several people at once reach the bot one by one', async () => {
  const names: string[] = [];
  const discord = await play(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ components: [decision] });
    if (interaction.isButton()) {
      names.push(interaction.user.displayName);
      await interaction.reply({ content: `you are number ${names.length}` });
    }
  });
  const card = await discord.person('mia').run('search', { title: 'x' }).answer();

  const screens = ['mia', 'oscar', 'olga'].map((name) =>
    discord.person(name).press(card, 'Approve'),
  );
  const answers = await Promise.all(screens.map((screen) => screen.answer()));

  expect(names).toEqual(['mia', 'oscar', 'olga']);
  expect(new Set(answers.map(({ content }) => content)).size).toBe(3);
});
