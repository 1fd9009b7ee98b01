import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits, messageBytes } from '../../../src/chat/slack/limits.ts';
import { questionModal } from '../../../src/chat/slack/modal.ts';
import { renderHome, withFallbacks } from '../../../src/chat/slack/render.ts';
import { isRefusal } from '../../../src/sandbox/slack/answer.ts';
import { messageBlocks } from '../../../src/sandbox/slack/block-kit/message.ts';
import { acceptView } from '../../../src/sandbox/slack/block-kit/view.ts';
import { defaultManifest } from '../../../src/sandbox/slack/manifest.ts';
import { createWorkspace } from '../../../src/sandbox/slack/workspace.ts';
import { allPictures, anyQuestion, anyReply as anyReplyOf, anyText } from '../any-reply.ts';

const text = anyText(['<!channel>', '<@U012>', '&', '&amp;', '`', '```', '&'.repeat(700)]);
const anyReply = anyReplyOf({ text });
const uploaded = 'F0123456789';

const workspace = createWorkspace(defaultManifest, () => new Date(0));

workspace.files.set(uploaded, {
  id: uploaded,
  name: 'picture.png',
  title: 'picture.png',
  length: 8,
  bytes: Buffer.alloc(8),
  isComplete: true,
});

/** What Slack says against a view or blocks; null when it takes them. */
function refusalOf(answer: object): unknown {
  return isRefusal(answer) ? answer : null;
}

/** Every text in it, wherever it stands. */
function textsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(textsIn) : [];
}

test('any reply gives messages that Slack takes, and calls nobody', () => {
  fc.assert(
    fc.property(anyReply, fc.boolean(), (reply, isIllustrated) => {
      const pictures = isIllustrated ? [...allPictures(reply).keys()] : [];
      const files = new Map(pictures.map((block) => [block, uploaded]));
      for (const { text, blocks } of withFallbacks(reply, 'Type less.', files)) {
        const texts = [text, ...textsIn(blocks)];

        expect(refusalOf(messageBlocks(workspace, blocks))).toBeNull();
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(limits.messageText);
        expect(Buffer.byteLength(JSON.stringify(blocks))).toBeLessThan(messageBytes * 20);
        expect(texts.filter((one) => /<[!@#]/.test(one))).toEqual([]);
        expect(texts.every((one) => one.isWellFormed())).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test('any replies give a Home tab that Slack takes', () => {
  fc.assert(
    fc.property(fc.array(anyReply, { maxLength: 4 }), (replies) => {
      const view = { type: 'home', blocks: renderHome(replies, 'Type less.') };

      expect(refusalOf(acceptView(workspace, view, 'home'))).toBeNull();
    }),
  );
});

test('any questions give a modal that Slack takes', () => {
  const place = {
    channel: 'C1',
    threadTs: '1.2',
    responseUrl: `https://hooks.slack.example/${'x'.repeat(200)}`,
  };
  const asks = fc.uniqueArray(anyQuestion(text), {
    minLength: 1,
    maxLength: 5,
    selector: ({ field }) => field,
  });
  fc.assert(
    fc.property(fc.string(), asks, (title, questions) => {
      const press = { runs: 'reject', input: { proposal: 12 }, title, asks: questions };
      const fitting = questions.every(({ field }) => field !== '' && field.length <= 255);
      fc.pre(fitting);

      const modal = questionModal(press, place, { about: title, commands: new Map() });

      expect(refusalOf(acceptView(workspace, modal, 'modal'))).toBeNull();
    }),
  );
});
