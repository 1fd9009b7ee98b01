import { expect, test } from 'vitest';
import { type Chats, openChats } from './chats.ts';

const page = '/rules.php';
const rulesSaying = (ratio: string) =>
  Buffer.from(
    `<html><body><nav>Home Forum Search</nav><h3>1. Members</h3>
       <p>1.1 Each person has one account for life.</p>
       <p>1.2 Keep your ratio at ${ratio} or more at all times, whatever you fetch.</p>
       <p>1.3 Seed each torrent for 72 hours within 30 days.</p>
       <p>1.4 Do not hand your torrent files to anybody, and do not post them elsewhere.</p>
       <p>1.5 Tell the staff before you use a proxy, a seedbox or another network.</p></body></html>`,
  );

async function stored({ bot }: Chats): Promise<string[]> {
  const rows = await bot()
    .services.em()
    .execute<{ page: string }[]>(`select path as page from rule_pages order by id`);
  return rows.map((row) => row.page);
}

test('a saved rule page is attached in Discord, its next version in a modal of Slack, and the change is told', async (context) => {
  const chats = await openChats(context);
  const { discord, slack } = chats;
  const { amy } = slack.people;

  const first = discord.person('oscar').run('rules', {
    action: 'import',
    page,
    attachment: { name: 'rules.html', type: 'text/html', bytes: rulesSaying('1.0') },
  });
  await first.until('From now on changes are told');
  const asked = await amy.slash('/shelf', `rules import page:${page}`);
  const offer = await asked.message('Bring a version of');
  const modal = await (await amy.press(offer, 'Paste the page')).modal('Or a file');
  const file = { name: 'rules.html', bytes: rulesSaying('1.1') };
  const answer = await (await amy.submit(modal, { 'Or a file': file })).message('version 2');

  expect(slack.show(answer)).toMatch(/New lines\D*1/);
  expect(await stored(chats)).toEqual([page, page]);
  const told = await slack.until(
    () => slack.channel('books').messages.find((one) => slack.show(one).includes('1.1 or more')),
    'the alert',
  );
  expect(slack.show(told)).toContain('1.0 or more');
  expect([...discord.violations, ...slack.violations]).toEqual([]);
}, 90_000);

test('a file that is too large, no text, or beside a typed text is refused with the reason', async (context) => {
  const { discord } = await openChats(context);
  const bring = (bytes: Buffer, more: Record<string, string> = {}) =>
    discord
      .person('oscar')
      .run('rules', { action: 'import', page, ...more, attachment: { name: 'rules.html', bytes } });

  const answers = [
    await bring(Buffer.alloc(6_000_000, 'a')).until('At most 5'),
    await bring(Buffer.from([0xff, 0xfe, 0x41, 0xd8])).until('in UTF-8'),
    await bring(rulesSaying('1.0'), { text: 'typed' }).until('Give one'),
  ];

  expect(answers[0]).toContain('rules.html has 6.0 MB.');
  expect(answers[1]).toContain('rules.html is no text in UTF-8.');
  expect(answers[2]).toContain('There is a file and something typed for "text".');
}, 90_000);
