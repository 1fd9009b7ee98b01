import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SlackStandIn, startSlack } from '../../../src/sandbox/slack/index.ts';
import { call } from './call.ts';

let slack: SlackStandIn;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const cell = (text: string) => ({ type: 'raw_text', text });

async function shown(text: string, blocks: object[] = []): Promise<string> {
  const more = blocks.length > 0 ? { blocks } : {};
  await call(slack, 'chat.postMessage', { channel: 'books', text, ...more });
  const message = slack.channel('books').messages.at(-1);
  return message ? slack.show(message) : '';
}

test('a card is shown line by line', async () => {
  const { amy } = slack.people;
  const option = { text: plain('MP3'), value: '1' };
  const blocks = [
    { type: 'header', text: plain('A gap') },
    { type: 'section', text: mrkdwn(`<https://example.org/7|The Ferry> for <@${amy.id}>`) },
    { type: 'section', fields: [mrkdwn('*Size*\n1 &lt; 2 GB'), plain('Seeders <9>')] },
    { type: 'divider' },
    {
      type: 'table',
      rows: [
        [cell('Title'), cell('Year')],
        [cell('The Ferry'), cell('2019')],
      ],
    },
    { type: 'context', elements: [mrkdwn('_two hours ago_')] },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Approve') },
        { type: 'static_select', placeholder: plain('Edition'), options: [option] },
      ],
    },
    { type: 'image', image_url: 'https://example.org/a.png', alt_text: 'a cover' },
  ];

  expect(await shown('A gap', blocks)).toBe(
    [
      '# A gap',
      'The Ferry (https://example.org/7) for @amy',
      '*Size*\n1 < 2 GB',
      'Seeders <9>',
      '---',
      '| Title | Year |',
      '| The Ferry | 2019 |',
      '_two hours ago_',
      '(Approve) [Edition: MP3]',
      '[image: a cover]',
    ].join('\n'),
  );
});

test('without blocks the text is shown', async () => {
  const time = '<!date^1777636800^{date_short}|1 May>';

  expect(await shown(`due ${time} in <#${slack.channel('books').id}>`)).toBe('due 1 May in #books');
});

test('whoever marked-up text calls out to is written down', async () => {
  const { amy, ben } = slack.people;
  const blocks = [
    { type: 'section', text: mrkdwn(`<!channel> and <@${amy.id}>`) },
    { type: 'section', text: plain(`<!here> and <@${ben.id}>`) },
  ];

  await shown('<!everyone>', blocks);
  await shown('&lt;!channel&gt; and &lt;@U1&gt;');

  expect(slack.pings.map((ping) => ping.who)).toEqual(['@everyone', '@channel', amy.id]);
});

test('words of people call nobody', async () => {
  await slack.people.amy.mention('<!channel>');

  expect(slack.pings).toEqual([]);
  expect(slack.channel('books').messages[0]?.text).toContain('&lt;!channel&gt;');
});

test('a message that a person deleted is gone from the screen', async () => {
  await shown('a gap');
  const [message] = slack.channel('books').messages;
  if (message) slack.people.amy.remove(message);

  expect(message?.deleted).toBe(true);
  expect(slack.channel('books').messages).toEqual([]);
});

test('someone outside a private channel cannot press what is in it', async () => {
  const blocks = [{ type: 'actions', elements: [{ type: 'button', text: plain('Go') }] }];
  await call(slack, 'chat.postMessage', { channel: 'staff', text: 'card', blocks });
  const [message] = slack.channel('staff').messages;
  if (!message) throw new Error('no message');

  await expect(slack.people.outsider.press(message, 'Go')).rejects.toThrow('does not see');
});

test('someone types only where they are', async () => {
  const { outsider } = slack.people;

  await outsider.slash('/shelf');

  expect([...slack.direct(outsider).members]).toContain(outsider.id);
  await expect(outsider.slash('/shelf', '', { channel: 'books' })).rejects.toThrow('not in #books');
});

test('waiting in vain says for what', async () => {
  await expect(slack.until(() => null, 'rain', 1)).rejects.toThrow('waited 1 ms for rain');
});
