import { discoverCommands } from '../../../src/command/discover.ts';
import { parseWords } from '../../../src/command/words.ts';
import { english } from '../../../src/conversation/english/index.ts';
import { type Meaning, understand } from '../../../src/conversation/match.ts';
import type { Name, NameKind } from '../../../src/conversation/names.ts';
import type { Call, State } from '../../../src/conversation/state.ts';
import { fold } from '../../../src/conversation/words.ts';
import { readLanguage } from '../../../src/conversation/vocabulary.ts';
import { policyOptions } from '../../../src/settings/policy-options.ts';
import { names as rows } from './library.ts';

/**
 * One labelled utterance: `(context) words => command line`, several accepted ones with `||`, several calls
 * with `;`; `?` where the bot has to ask back, `nothing` where it should say that it does not understand.
 */
export type Labelled = { context: string; utterance: string; accepted: string[] };

export const commands = await discoverCommands();
export const vocabulary = readLanguage(english, commands);
export const names: Name[] = rows.map(([kind, id, name, by]) => ({
  kind: kind as NameKind,
  id,
  name,
  by,
}));
export const options = {
  job: [
    'account',
    'arrivals',
    'author-completion',
    'category-sync',
    'digest',
    'downloads',
    'events',
    'full-sync',
    'housekeeping',
    'library-scan',
    'queue',
    'rules-watch',
    'seeding',
    'series-author-completion',
    'series-completion',
    'top10',
    'vip',
  ],
  name: Object.keys(policyOptions),
  command: [...commands.keys()],
};

const nothing: State = { call: null, items: [], more: null, readings: [], card: null };
const proposals = [
  { kind: 'proposal', id: 12, text: 'Guards! Guards!' },
  { kind: 'proposal', id: 14, text: 'The Hero of Ages' },
  { kind: 'proposal', id: 17, text: 'Leviathan Wakes' },
];
/** What was said before, by the name of the context. */
const states: Record<string, State | null> = {
  '': null,
  queue: { ...nothing, call: { command: 'queue', input: {} }, items: proposals },
  card: {
    ...nothing,
    call: { command: 'why', input: { proposal: 14 } },
    items: proposals.slice(1, 2),
  },
  gaps: {
    ...nothing,
    call: { command: 'gaps', input: { series: 'Discworld' } },
    items: [
      { kind: 'gap', id: 31, text: 'Mort' },
      { kind: 'gap', id: 32, text: 'Sourcery' },
    ],
    more: { command: 'gaps', input: { series: 'Discworld', offset: 50 } },
  },
  book: { ...nothing, call: { command: 'book', input: { text: 'Small Gods' } } },
  download: {
    ...nothing,
    call: { command: 'queue', input: { download: 5 } },
    items: [{ kind: 'download', id: 5, text: 'Eric' }],
  },
  asked: {
    ...nothing,
    readings: [
      { command: 'gaps', input: { author: 'Brandon Sanderson' } },
      { command: 'gaps', input: { series: 'The Stormlight Archive' } },
    ],
  },
};

export function readLabels(text: string): Labelled[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, context = '', utterance = '', label = ''] =
        /^(?:\((\w+)\) )?(.*) => (.*)$/.exec(line) ?? [];
      if (!(context in states) || label === '') throw new Error(`no label: ${line}`);
      return { context, utterance, accepted: label.split(' || ') };
    });
}

export function meaningOf({ context, utterance }: Labelled): Meaning {
  return understand(utterance, {
    vocabulary,
    commands,
    names,
    state: states[context] ?? null,
    options,
  });
}

/** Whether the meaning is the labelled one. */
export function isRight(labelled: Labelled, meaning: Meaning): boolean {
  return labelled.accepted.some((label) => {
    if (label === '?') return meaning.kind !== 'calls';
    if (label === 'nothing') return meaning.kind === 'nothing';
    return meaning.kind === 'calls' && sameCalls(meaning.calls, label.split(' ; '));
  });
}

function sameCalls(calls: readonly Call[], lines: readonly string[]): boolean {
  const wanted = lines.map((line) => whole(parseWords(line, commands)));
  return calls.map(whole).sort().join('\n') === wanted.sort().join('\n');
}

/** A call with the values it has by itself, texts compared without case and signs. */
function whole({ command, input }: { command: string; input: Record<string, unknown> }): string {
  const parsed = commands.get(command)?.input.safeParse(input);
  if (!parsed?.success) throw new Error(`no call: ${command} ${JSON.stringify(input)}`);
  const values = Object.entries(parsed.data).map(([name, value]) => [
    name,
    typeof value === 'string' ? fold(value).replace(/^(?:the|an?) /, '') : value,
  ]);
  return `${command} ${JSON.stringify(Object.fromEntries(values.toSorted(([a], [b]) => String(a).localeCompare(String(b)))))}`;
}
