import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '../../../src/chat/slack/limits.ts';
import { callOut } from '../../../src/chat/slack/mentions.ts';
import { withFallbacks } from '../../../src/chat/slack/render.ts';
import { type Reply, say } from '../../../src/command/reply.ts';
import { anyReply, anyText } from '../any-reply.ts';
import { openRoom } from './room.ts';

const news = (id: string): Reply => ({
  ...say('On the shelf', '<!channel> <@U012>'),
  mentions: [
    { platform: 'slack', id, name: 'Sam' },
    { platform: 'discord', id: '123456', name: 'Mia' },
  ],
});

test('a post calls out to the person it is for and to nobody else; an edit to nobody', async () => {
  const room = await openRoom('socket');
  const { id } = room.slack.people.amy;

  const { channel, messageId } = await room.bot.post(news(id), 'alert:1');
  await room.bot.edit(channel, messageId, news(id));

  expect(room.slack.pings.map(({ who }) => who)).toEqual([id]);
  expect(room.broken()).toEqual([]);
});

test('whatever a reply says, only the mentioned are called', () => {
  const text = anyText(['<!channel>', '<@U012345>', '&', '`']);
  const id = fc.oneof(fc.string(), fc.constantFrom('U0AB', 'U1><!here>', 'W0CD', '!channel'));
  const mention = fc.record({ platform: fc.constantFrom('discord', 'slack'), id, name: text });

  fc.assert(
    fc.property(anyReply({ text }), fc.array(mention), (reply, mentions) => {
      const meant = mentions.filter(
        (one) => one.platform === 'slack' && /^[UW][A-Z0-9]{2,20}$/.test(one.id),
      );
      for (const payload of withFallbacks(reply)) {
        const { text: shown, blocks } = callOut(payload, { mentions });
        const called = JSON.stringify([shown, blocks]).matchAll(/<([!@#][^>]*)>/g);

        const allowed = new Set(meant.map((one) => `@${one.id}`));
        expect([...called].filter(([, who = '']) => !allowed.has(who))).toEqual([]);
        expect(shown.length).toBeLessThanOrEqual(limits.messageText);
        expect(blocks.length).toBeLessThanOrEqual(limits.messageBlocks);
      }
    }),
    { numRuns: 40 },
  );
});
