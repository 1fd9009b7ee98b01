import { test } from 'vitest';
import { until } from '../support/until.ts';
import { type Chats, openChats } from './chats.ts';
import { patience } from './test-bot.ts';

const longMs = 60_000;
const title = 'The Warlord of Mars';
const inGerman = `Der Kriegsherr des Mars (${title})`;
const narrowed = 'Only in German, as you prefer; language:any shows every language.';

/** The tracker has the book in German, too. */
function offerInGerman({ stage }: Chats): void {
  const { releases } = stage.world.tracker;
  const [english] = releases;
  if (!english) throw new Error('the tracker offers nothing');
  releases.push({ ...english, id: english.id + 1, title: inGerman, german: true });
}

test.concurrent(
  'who prefers German in a chat finds releases in German there and is told what was left out',
  async (context) => {
    const { expect } = context;
    const chats = await openChats(context);
    offerInGerman(chats);
    const { discord, slack } = chats;
    const oscar = async (command: string, options: Record<string, string>) =>
      discord.show(await discord.person('oscar').run(command, options).answer());
    const { amy } = slack.people;
    const amySees = async (line: string, word: string) =>
      slack.show(await (await amy.slash('/shelf', line)).message(word));

    const shown = () => discord.channel('books').messages.map(discord.show).join();
    await until(() => shown().includes('gaps in'), patience);
    const before = await oscar('search', { title });
    const chosen = await oscar('preferences', { language: 'de' });
    const after = await oscar('search', { title });
    const all = await oscar('search', { title, language: 'any' });
    const ofTheGap = await oscar('releases', { book: title });
    const hers = await amySees(`search title:"${title}"`, 'Found');
    const herChoice = await amySees('preferences language:de', 'preferences');
    const hersThen = await amySees(`search title:"${title}"`, 'Only in German');

    const count = (text: string) => text.split('seeders').length - 1;
    expect(before).toContain(inGerman);
    expect(before).not.toContain('as you prefer');
    expect(chosen).toContain('German, in search and releases');
    expect(after).toContain(narrowed);
    expect(after).toContain(inGerman);
    expect(count(before)).toBe(count(all));
    expect(count(all)).toBeGreaterThan(1);
    expect(count(after)).toBe(1);
    expect(ofTheGap).toContain(narrowed);
    expect(count(ofTheGap)).toBe(1);
    expect(count(hers)).toBe(count(all));
    expect(herChoice).toContain('German');
    expect(hersThen).toContain(inGerman);
    expect(count(hersThen)).toBe(1);
    expect([...discord.violations, ...slack.violations]).toEqual([]);
  },
  longMs,
);
