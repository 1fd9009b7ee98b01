import { changedLines } from '../alerts/words/rules.ts';
import { type Block, fields, type Reply, say } from '../command/reply.ts';
import type { Consent } from './consent.ts';
import type { ChangedSection } from './diff.ts';
import type { importPage } from './import-page.ts';
import type { RulePage } from './pages.ts';
import type { PageState, Passage, Rulebook } from './read-rules.ts';
import type { Section } from './sections.ts';

/** What else is told of the rules as a whole, for those who read data. */
type RulesNow = { rulebook: Rulebook | null; events: unknown[]; lastLook: Date | null };
type Stored = { version: number; sections: Section[]; changes: ChangedSection[] };

export type RulesOutput =
  | ({ action: 'list'; pages: PageState[] } & RulesNow)
  | { action: 'search'; words: string; passages: Passage[] }
  | ({ action: 'show' | 'diff'; page: RulePage } & Stored)
  | { action: 'import'; page: RulePage; outcome: Awaited<ReturnType<typeof importPage>> }
  | { action: 'seen'; page: RulePage; isFirst: boolean }
  | { action: 'allow-fetch'; consent: Consent | null };

const shownLines = 60;
const howToStore: Block = {
  kind: 'text',
  text: 'No page is stored yet. "rules action:import page:/rules.php" takes its text, pasted or attached; from then on "ask" quotes it and changes are told.',
};

/** What the command `rules` shows. */
export function showRules(output: RulesOutput): Reply {
  switch (output.action) {
    case 'list':
      return {
        title: 'Rule pages',
        tone: 'info',
        blocks: [
          {
            kind: 'table',
            columns: ['Page', 'Version', 'Changed', 'Last seen', 'From'],
            rows: output.pages.map((page) => [
              page.page,
              page.version === null ? 'not stored' : String(page.version),
              page.changedAt ? day(page.changedAt) : '',
              page.seenAt ? day(page.seenAt) : '',
              page.source ?? '',
            ]),
          },
          ...(output.pages.every(({ version }) => version === null) ? [howToStore] : []),
        ],
      };
    case 'search':
      return {
        title: `Rules: ${output.words}`,
        tone: 'info',
        blocks: [
          {
            kind: 'list',
            items: output.passages.map(({ page, title, text }) => ({
              text: title || page,
              detail: `${text} (${page})`,
            })),
          },
          ...(output.passages.length === 0
            ? [{ kind: 'text' as const, text: 'No stored page says anything of that.' }]
            : []),
        ],
      };
    case 'allow-fetch':
      return output.consent
        ? say(
            'Fetching is allowed',
            `Until ${day(output.consent.until)}, then you are asked again. RULES_FETCH has to be on, too.`,
            'ok',
          )
        : askConsent;
    case 'show':
      return {
        title: `${output.page.label}, version ${output.version}`,
        tone: 'info',
        blocks: output.sections.slice(0, shownLines).map(({ title, lines }) => ({
          kind: 'text',
          text: [title, ...lines].filter((line) => line !== '').join('\n'),
        })),
      };
    case 'diff':
      return {
        title: `${output.page.label}: what version ${output.version} changed`,
        tone: 'info',
        blocks:
          output.changes.length === 0
            ? [{ kind: 'text', text: 'It is the first version known.' }]
            : changedLines(output.changes, shownLines),
      };
    case 'seen':
      return say(
        `Seen: ${output.page.label}`,
        output.isFirst ? 'Noted that you have read it.' : 'It was marked as read before.',
        'ok',
      );
    case 'import':
      return importView(output);
  }
}

function importView({ page, outcome }: Extract<RulesOutput, { action: 'import' }>): Reply {
  const input = { action: 'import', page: page.path };
  if (outcome.kind === 'asks') {
    const questions = [{ field: 'text', label: `The text of ${page.path}` }];
    return {
      title: `Bring a version of: ${page.label}`,
      tone: 'info',
      blocks: [
        { kind: 'text', text: 'Open the page in your browser, select all, copy, and paste it.' },
        { kind: 'form', form: { label: 'Paste the page', runs: 'rules', input, questions } },
      ],
    };
  }
  if (outcome.kind === 'unlike') {
    return say(
      `Not taken: ${page.label}`,
      `Only ${Math.round(outcome.keptShare * 100)} % of the known text is in it, so it may be half a page or another one. ` +
        'Nothing stored has changed. If it is the page, send it again with sure:true.',
      'warning',
    );
  }
  if (outcome.kind === 'changed') {
    return {
      title: `Stored: ${page.label}, version ${outcome.version}`,
      tone: 'ok',
      blocks: [fields({ 'New lines': outcome.added, 'Lines gone': outcome.removed })],
    };
  }
  const text =
    outcome.kind === 'first'
      ? 'From now on changes are told.'
      : 'It says what the stored version says.';
  return say(`Stored: ${page.label}`, text, 'ok');
}

const askConsent: Reply = {
  title: 'May the bot read rule pages from the site?',
  tone: 'warning',
  blocks: [
    {
      kind: 'text',
      text:
        "Programs may use the site's published API only, unless its staff allows more. Say yes only if you know " +
        'that reading these seven pages with your session is allowed. You are asked again after 90 days.',
    },
    {
      kind: 'buttons',
      buttons: [
        {
          label: 'It is allowed',
          runs: 'rules',
          input: { action: 'allow-fetch', sure: true },
          style: 'danger',
        },
      ],
    },
  ],
};

function day(date: Date | null): string {
  return date ? date.toISOString().slice(0, 10) : 'unknown';
}
