import { z } from 'zod';
import { type Command, defineCommand } from '../../../src/command/definition.ts';
import type { Commands } from '../../../src/command/discover.ts';
import { createExecute, type Execute } from '../../../src/command/execute.ts';
import { type Button, type Reply, say } from '../../../src/command/reply.ts';
import { UserError } from '../../../src/errors.ts';
import type { Services } from '../../../src/services.ts';

const reasons = ['wrong book', 'too big', 'not now'] as const;

const cardButtons: Button[] = [
  { label: 'Approve', runs: 'approve', input: { proposal: 12 }, style: 'primary' },
  {
    label: 'Reject',
    runs: 'reject',
    input: { proposal: 12 },
    style: 'danger',
    asks: { field: 'reason', label: 'Why not?', choices: reasons },
  },
  { label: 'Give it up', runs: 'cancel', input: { download: 7 }, style: 'danger' },
];

/** An open proposal as the bot posts it. */
export const openCard: Reply = {
  title: '12: The Glass Orchard (Hollow Lands #3)',
  tone: 'info',
  blocks: [
    { kind: 'text', text: 'Missing from your library. Shall I get it?' },
    { kind: 'fields', fields: [{ label: 'Author', value: 'Mara Quill' }] },
    { kind: 'buttons', buttons: cardButtons },
    {
      kind: 'select',
      select: {
        label: 'Choose a series',
        runs: 'series',
        input: { monitor: 'all' },
        field: 'series',
        options: [{ label: 'Hollow Lands (3 missing)', value: 'Hollow & <Lands> 7%' }],
      },
    },
    {
      kind: 'form',
      form: {
        label: 'Another book',
        runs: 'request',
        input: {},
        questions: [
          { field: 'title', label: 'Title' },
          { field: 'author', label: 'Author' },
        ],
      },
    },
  ],
};

/** What the commands share with a test: who decided what, and a gate that `slow` waits at. */
export type Stage = { approvedBy: Map<number, string>; calls: string[]; gate: Promise<void> };

const proposal = z.int().positive().describe('number of the proposal');
const common = { effect: 'change', visibility: 'channel', description: 'for tests' } as const;

function list(stage: Stage) {
  return [
    defineCommand({
      ...common,
      name: 'approve',
      role: 'operator',
      input: z.strictObject({ proposal, override: z.boolean().default(false) }),
      async run({ proposal: number }, { actor }) {
        const winner = stage.approvedBy.get(number);
        if (winner) throw new UserError('already_decided', `Already approved by ${winner}.`, '');
        stage.approvedBy.set(number, actor.name);
        return { number, name: actor.name };
      },
      view: ({ number, name }) => say(`Approved ${number}`, `Approved by ${name}.`, 'ok'),
    }),
    defineCommand({
      ...common,
      name: 'reject',
      role: 'operator',
      input: z.strictObject({ proposal, reason: z.enum(reasons).default('not now') }),
      run: async (input) => input,
      view: (input) => say(`Rejected ${input.proposal}`, `Reason: ${input.reason}.`),
    }),
    defineCommand({
      ...common,
      name: 'cancel',
      role: 'operator',
      input: z.strictObject({ download: z.int() }),
      run: async (input) => input,
      view: ({ download }) => say(`Cancelled ${download}`, 'It stays wanted.'),
    }),
    defineCommand({
      ...common,
      name: 'series',
      role: 'operator',
      input: z.strictObject({ series: z.string(), monitor: z.enum(['all', 'none']) }),
      run: async (input) => input,
      view: ({ series, monitor }) => say(`Series ${series}`, `Monitor: ${monitor}.`),
    }),
    defineCommand({
      ...common,
      name: 'request',
      role: 'member',
      input: z.strictObject({ title: z.string().min(1), author: z.string().optional() }),
      run: async (input) => input,
      view: ({ title, author }) => say(`Requested ${title}`, `By ${author ?? 'anybody'}.`),
    }),
    defineCommand({
      ...common,
      effect: 'read',
      name: 'queue',
      role: 'viewer',
      input: z.strictObject({ limit: z.int().min(1).max(500).default(50) }),
      run: async ({ limit }) => limit,
      view: (limit) => ({
        title: `Queue: ${limit}`,
        tone: 'info',
        blocks: [{ kind: 'table', columns: ['#', 'Book'], rows: queueRows(limit) }],
      }),
    }),
    defineCommand({
      ...common,
      effect: 'read',
      name: 'ratio',
      visibility: 'private',
      role: 'viewer',
      input: z.strictObject({}),
      run: async () => null,
      view: () => say('Ratio 1.85', 'Uploaded 185 GB.'),
    }),
    defineCommand({
      ...common,
      effect: 'read',
      name: 'slow',
      role: 'viewer',
      input: z.strictObject({}),
      async run() {
        stage.calls.push('slow');
        await stage.gate;
      },
      view: () => say('Done at last', 'It took a while.'),
    }),
    defineCommand({
      ...common,
      effect: 'read',
      name: 'help',
      role: 'viewer',
      input: z.strictObject({}),
      run: async () => null,
      view: () => say('Commands', 'approve, reject, queue, ratio'),
    }),
    defineCommand({
      ...common,
      effect: 'read',
      name: 'broken',
      role: 'viewer',
      input: z.strictObject({}),
      async run() {
        throw new TypeError('secret detail');
      },
      view: () => say('never', ''),
    }),
  ];
}

function queueRows(count: number): string[][] {
  return Array.from({ length: count }, (_, index) => [
    String(index + 1),
    `The ${index + 1}. book about the glass orchard and everybody who ever lived there`,
  ]);
}

/** The program's own door over commands that need no database. */
export function createDoor(stage: Stage): { commands: Commands; execute: Execute } {
  const commands = new Map(
    list(stage).map((command) => [command.name, command as unknown as Command]),
  );
  const em = {
    transactional: <Result>(work: (inner: unknown) => Promise<Result>) => work(em),
    execute: async () => [],
  };
  const services = {
    em: () => em,
    config: { secrets: [] },
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
  return { commands, execute: createExecute(commands, services as unknown as Services) };
}
