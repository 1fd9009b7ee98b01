import { AttachmentBuilder, MessageFlags } from 'discord.js';
import { afterEach, expect, test } from 'vitest';
import { type Stage, startStage } from './real-client.ts';
import { post } from './rest.ts';

let stage: Stage;
afterEach(() => stage.end());

async function open() {
  stage = await startStage();
  const channel = await stage.client.channels.fetch(stage.discord.channel('books').id);
  if (!channel?.isSendable()) throw new Error('no channel');
  return { discord: stage.discord, channel };
}

test('an ordinary card reads from top to bottom', async () => {
  const { discord, channel } = await open();
  const mia = discord.person('mia');
  await channel.send({
    content: `For <@${mia.id}> at <t:1767268800:R>`,
    allowedMentions: { users: [mia.id] },
    embeds: [
      {
        title: 'Mort',
        url: 'https://example.org/mort',
        description: 'two\nlines',
        fields: [{ name: 'Narrator', value: 'Nigel' }],
        image: { url: 'attachment://cover.png' },
        footer: { text: 'proposal 12' },
      },
    ],
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Approve', custom_id: 'a', emoji: { name: '✅' } },
          { type: 2, style: 4, label: 'Reject', custom_id: 'r', disabled: true },
          { type: 2, style: 5, label: 'Open', url: 'https://example.org' },
        ],
      },
    ],
    files: [new AttachmentBuilder(Buffer.from('png'), { name: 'cover.png' })],
  });

  const [card] = discord.channel('books').messages;

  expect(card && discord.show(card)).toBe(
    [
      'Shelfwarden:',
      'For @mia at 2026-01-01 12:00',
      '│ Mort <https://example.org/mort>',
      '│ two',
      '│ lines',
      '│ Narrator: Nigel',
      '│ (picture attachment://cover.png)',
      '│ proposal 12',
      '[ ✅ Approve ] ( Reject ) [ Open → https://example.org ]',
      '<cover.png>',
    ].join('\n'),
  );
  expect(discord.violations).toEqual([]);
});

test('a card of version 2 reads the same way', async () => {
  const { discord, channel } = await open();
  const press = { type: 2, style: 2, label: 'Grab', custom_id: 'g' } as const;
  await channel.send({
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: 17,
        accent_color: 0x33_66_99,
        components: [
          { type: 10, content: '## Gaps' },
          { type: 9, components: [{ type: 10, content: 'Mort' }], accessory: press },
          { type: 14 },
          { type: 12, items: [{ media: { url: 'attachment://chart.png' } }] },
        ],
      },
    ],
    files: [new AttachmentBuilder(Buffer.from('png'), { name: 'chart.png' })],
  });

  const [card] = discord.channel('books').messages;

  expect(card && discord.show(card)).toBe(
    [
      'Shelfwarden:',
      '│ ## Gaps',
      '│ Mort',
      '│ [ Grab ]',
      '│ ───',
      '│ (picture attachment://chart.png)',
      '<chart.png>',
    ].join('\n'),
  );
  expect(discord.violations).toEqual([]);
});

test('uploaded bytes are kept, and the client gets the address of the file', async () => {
  const { discord, channel } = await open();
  const file = new AttachmentBuilder(Buffer.from('bytes'), { name: 'list.txt' });

  const sent = await channel.send({ files: [file] });
  const fetched = await fetch(sent.attachments.first()?.url ?? '');
  await sent.edit({ attachments: [], content: 'no file any more' });

  expect(await fetched.text()).toBe('bytes');
  const [message] = discord.channel('books').messages;
  expect(message?.attachments).toEqual([]);
  expect(message?.history[0]?.attachments[0]?.bytes.toString()).toBe('bytes');
});

test('a file above 10 MiB is too large', async () => {
  const { discord, channel } = await open();
  const file = new AttachmentBuilder(Buffer.alloc(10 * 1024 * 1024 + 1), { name: 'big.bin' });

  await expect(channel.send({ files: [file] })).rejects.toMatchObject({ code: 40005 });

  expect(discord.channel('books').messages).toEqual([]);
});

test('a message carries ten files, not eleven', async () => {
  const { channel } = await open();
  const files = Array.from({ length: 11 }, (_, index) => ({
    attachment: Buffer.from('x'),
    name: `${index}.txt`,
  }));

  await expect(channel.send({ files })).rejects.toMatchObject({ code: 50035 });
  const sent = await channel.send({ files: files.slice(1) });

  expect(sent.attachments.size).toBe(10);
});

test('version 2 cannot be edited away, and text beside it is refused', async () => {
  const { channel } = await open();
  const components = [{ type: 10, content: 'x' }] as const;
  const message = await channel.send({ flags: MessageFlags.IsComponentsV2, components });

  await expect(message.edit({ content: 'plain', flags: [] })).rejects.toMatchObject({
    code: 50035,
  });
});

test('an old message becomes version 2 when its text and embeds are cleared', async () => {
  const { discord, channel } = await open();
  const message = await channel.send({ content: 'old', embeds: [{ title: 'x' }] });
  const components = [{ type: 10, content: 'new' }] as const;
  const flags = MessageFlags.IsComponentsV2;

  await expect(message.edit({ flags, components })).rejects.toMatchObject({ code: 50035 });
  await message.edit({ flags, components, content: null, embeds: [] });

  const [shown] = discord.channel('books').messages;
  expect(shown && discord.show(shown)).toBe('Shelfwarden (edited):\nnew');
});

test('a message with nothing in it is refused', async () => {
  const { discord } = await open();

  const answer = await post(discord, { content: ' ' });

  expect(answer).toMatchObject({ status: 400, body: { code: 50006 } });
});
