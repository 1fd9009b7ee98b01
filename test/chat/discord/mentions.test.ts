import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../src/chat/discord/limits.ts';
import { callOut } from '../../../src/chat/discord/mentions.ts';
import { renderPlain, renderReply } from '../../../src/chat/discord/render.ts';
import { type Reply, say } from '../../../src/command/reply.ts';
import { allowPings, pingsIn } from '../../../src/sandbox/discord/pings.ts';
import { anyReply, anyText } from '../any-reply.ts';
import { openRoom } from './room.ts';

const news = (id: string): Reply => ({
  ...say('On the shelf: <@1> @everyone', 'See <@2>'),
  mentions: [
    { platform: 'discord', id, name: 'Mia' },
    { platform: 'slack', id: 'U22', name: 'Sam' },
  ],
});

test('a post calls out to the person it is for and to nobody else; an edit to nobody', async () => {
  const room = await openRoom();
  const { id } = room.discord.person('olga');

  const { channel, messageId } = await room.bot.post(news(id), 'alert:1');
  const [message] = room.discord.channel('books').messages;
  const posted = message?.pings;
  await room.bot.edit(channel, messageId, news(id));

  expect(posted).toEqual({ users: [id], roles: [], everyone: false });
  expect(room.discord.show(message!)).not.toContain('U22');
});

test('whatever a reply says, only the mentioned are called, and the message fits', () => {
  const text = anyText([
    '@everyone',
    '<@123456789012345678>',
    '<@&5>',
    '**',
    '\\',
    'x'.repeat(900),
  ]);
  const id = fc.oneof(fc.string(), fc.constantFrom('123456', '1 <@99999>', '@everyone', '&55555'));
  const mention = fc.record({ platform: fc.constantFrom('discord', 'slack'), id, name: text });
  const isPlain = fc.boolean();

  fc.assert(
    fc.property(
      anyReply({ text, name: fc.constant('why') }),
      fc.array(mention),
      isPlain,
      (reply, mentions, plain) => {
        const payload = (plain ? renderPlain : renderReply)({ ...reply, blocks: [] }, () => []);
        const [message, users] = callOut(payload, { mentions });
        const pings = allowPings(pingsIn([message.content]), { parse: [], users });

        const meant = mentions.filter(
          (one) => one.platform === 'discord' && /^\d{5,20}$/.test(one.id),
        );
        expect(new Set(pings.users)).toEqual(new Set(meant.map((one) => one.id).slice(0, 20)));
        expect([pings.roles, pings.everyone]).toEqual([[], false]);
        expect(message.content.length).toBeLessThanOrEqual(limits.content);
      },
    ),
  );
});
