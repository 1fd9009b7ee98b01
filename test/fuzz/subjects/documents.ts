import { readMarkdown } from '../../../src/ask/read-markdown.ts';
import { imageType } from '../../../src/clients/covers/image-type.ts';
import { readLog } from '../../../src/clients/ffmpeg/log-lines.ts';
import { UserError } from '../../../src/errors.ts';
import { readList } from '../../../src/importers/read-list.ts';
import { whyNoAudio, whyProgram } from '../../../src/integrity/content-kind.ts';
import { plainProse } from '../../../src/metadata/plain-prose.ts';
import { diffPage } from '../../../src/rulebook/diff.ts';
import { readRulePage } from '../../../src/rulebook/read-page.ts';
import { readRequest } from '../../../src/wishlist/read-request.ts';
import { hostileBytes } from '../bytes.ts';
import { hold, subject } from '../subject.ts';
import { hostileText } from '../text.ts';

const pages = [
  '<html><head><script>x</script></head><body><div id="mainBody"><h2 id="r1">1.1 Seeding</h2><p>Seed <b>72</b> hours.</p><ul><li>One<li>Two</ul><table><tr><td>a<td>b</table></div></body></html>',
  '<details><summary>Bots &amp; automation</summary><blockquote>Only by <a href="x">API</a>.</blockquote></details>',
  '1. Rules\n1.1 Seed for 72 hours.\n1.2 Be polite.\n\n2.10. Ratio\nStay above 1.0.',
];
const notes = [
  '# Title\n\n**Lead.** Text with `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n- item\n> quote',
  '## One\n### Two\n* * *',
];
const feeds = [
  '<?xml version="1.0"?><rss version="2.0"><channel><item><title><![CDATA[Dune]]></title><author_name>Frank Herbert</author_name></item></channel></rss>',
  'Title,Author,ISBN13\n"Dune, the book","Herbert, Frank","=""9780441013593"""\n',
  '[{"title":"Dune","authors":["Frank Herbert"],"asin":"B0TEST0001"}]',
  '[[goodreads_list]]\nurl = "https://www.goodreads.com/review/list_rss/1"\n[[autograb]]\nx = 1\n',
  'https://www.goodreads.com/review/list_rss/1?shelf=to-read',
];
const requests = [
  'https://www.myanonamouse.net/t/123',
  'https://www.audible.com/pd/Dune-Audiobook/B002V1OF70?x=1',
  '<https://www.goodreads.com/en/book/show/44767458-dune>',
  'ISBN 978-0-441-01359-3',
  'Death by Water by Kenzaburo Oe',
  '#12',
];
const logs = [
  '[info]   Duration: 10:20:30.40, start: 0.000000, bitrate: 64 kb/s',
  '[mp3 @ 0x55] [error] Header missing',
  '[info]   Stream #0:0(und): Audio: aac (LC) (drms / 0x736D7264)',
];
const heads = [
  Buffer.from('\0\0\0\x20ftypM4B \0\0\0\0M4B mp42isom'),
  Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\0'), Buffer.alloc(100, 0xff)]),
  Buffer.from('MZ\x90\0\x03\0\0\0PE\0\0'),
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from('<!DOCTYPE html><html>'),
];

export const documentSubjects = [
  subject({
    name: 'rules: a saved page',
    share: 0.3,
    make: (random) => hostileText(random, pages, 100_000),
    mayThrow: [UserError],
    read(page) {
      const sections = readRulePage(page);
      hold(diffPage(sections, sections).sections.length === 0, 'a page that differs from itself');
    },
  }),
  subject({
    name: 'notes: Markdown',
    make: (random) => hostileText(random, notes),
    read: (note) => readMarkdown(note),
  }),
  subject({
    name: 'lists: table, feed, TOML, JSON',
    share: 0.5,
    make: (random) => hostileText(random, feeds),
    read: (list) => readList(list),
  }),
  subject({
    name: 'links and words of a request',
    make: (random) => hostileText(random, requests, 6000),
    read(text) {
      const asked = readRequest(text);
      hold(asked.kind !== 'tracker' || (Number.isSafeInteger(asked.id) && asked.id > 0), 'number');
    },
  }),
  subject({
    name: 'prose of a catalogue',
    make: (random) =>
      hostileText(random, [
        '<p>A <b>great</b> book.<br>By&nbsp;X</p>',
        'Plain.\n\nText &amp; more',
        pages[0] ?? '',
      ]),
    read: (prose) => plainProse(prose),
  }),
  subject({
    name: 'ffmpeg: log',
    make: (random) => hostileText(random, logs),
    read(text) {
      const log = readLog();
      for (const line of text.split('\n')) log.add(line);
      const { headerSeconds } = log.read();
      hold(headerSeconds === null || Number.isFinite(headerSeconds), 'length');
    },
  }),
  subject({
    name: 'first bytes of a file',
    make: (random) => hostileBytes(random, heads),
    read: (head) => [whyNoAudio(head), whyProgram(head), imageType(head)],
  }),
];
