import { z } from 'zod';
import { type Command, defineCommand } from '../../../src/command/definition.ts';
import type { Commands } from '../../../src/command/discover.ts';
import { createExecute, type Execute } from '../../../src/command/execute.ts';
import { type Button, type Reply, say } from '../../../src/command/reply.ts';
import { ExternalError, UserError } from '../../../src/errors.ts';
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
  {
    label: 'Note',
    runs: 'note',
    input: { proposal: 12 },
    style: 'default',
    asks: { field: 'text', label: 'What shall I remember?' },
  },
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
        options: [{ label: 'Hollow Lands (3 missing)', value: '7' }],
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

const proposal = z.int().positive().describe('number of the proposal');
const common = { effect: 'change', visibility: 'channel', description: 'for tests' } as const;

/** Resolves when the test opens the gate. */
export type Gate = { wait: () => Promise<void> };

function list(gate: Gate, decided: Set<number>) {
  return [
    defineCommand({
      ...common,
      name: 'approve',
      role: 'operator',
      input: z.strictObject({ proposal, override: z.boolean().default(false) }),
      run: async ({ proposal: number }, { actor }) => {
        if (decided.has(number)) {
          throw new UserError('already_decided', 'Already approved by oscar.', 'Look at the card.');
        }
        decided.add(number);
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
      name: 'note',
      role: 'operator',
      input: z.strictObject({ proposal, text: z.string().min(1) }),
      run: async (input) => input,
      view: ({ text }) => say('Noted', text),
    }),
    defineCommand({
      ...common,
      name: 'series',
      role: 'operator',
      input: z.strictObject({
        series: z.string().describe('name or number'),
        monitor: z.enum(['all', 'none']).default('all'),
        freeOnly: z.boolean().optional(),
      }),
      run: async (input) => input,
      view: (input) => say(`Series ${input.series}`, `Free only: ${input.freeOnly ?? 'unsaid'}.`),
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
      name: 'gaps',
      effect: 'read',
      role: 'viewer',
      input: z.strictObject({ limit: z.int().min(1).max(500).default(50) }),
      run: async ({ limit }) => limit,
      view: (limit) => ({
        title: `${limit} gaps`,
        tone: 'info',
        blocks: [{ kind: 'table', columns: ['#', 'Title'], rows: gapRows(limit) }],
      }),
    }),
    defineCommand({
      ...common,
      name: 'ratio',
      effect: 'read',
      visibility: 'private',
      role: 'operator',
      input: z.strictObject({}),
      run: async () => null,
      view: () => ({
        title: 'Ratio 1.85',
        tone: 'info',
        blocks: [
          { kind: 'text', text: 'Uploaded 185 GB.' },
          { kind: 'chart', title: 'Ratio', unit: '', points: [] },
        ],
      }),
    }),
    defineCommand({
      ...common,
      name: 'slow',
      effect: 'read',
      role: 'viewer',
      input: z.strictObject({ fail: z.boolean().default(false) }),
      run: async ({ fail }) => {
        await gate.wait();
        if (fail) throw new ExternalError('tracker', 'unreachable', 'no answer in 10 s');
      },
      view: () => say('Done at last', 'It took a while.'),
    }),
    defineCommand({
      ...common,
      name: 'broken',
      effect: 'read',
      role: 'viewer',
      input: z.strictObject({}),
      run: async () => {
        throw new TypeError('secret detail');
      },
      view: () => say('never', ''),
    }),
  ];
}

function gapRows(count: number): string[][] {
  return Array.from({ length: count }, (_, index) => [String(index + 1), `The Book ${index + 1}`]);
}

/** Commands that touch nothing outside, behind the program's own door. */
export function createDoor(gate: Gate): { commands: Commands; execute: Execute } {
  const all = list(gate, new Set()) as unknown as Command[];
  const commands: Commands = new Map(all.map((command) => [command.name, command]));
  const em = {
    transactional: (work: (inner: unknown) => Promise<unknown>) => work(em),
    execute: async () => [],
  };
  const services = {
    em: () => em,
    config: { secrets: [] },
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
  return { commands, execute: createExecute(commands, services as unknown as Services) };
}
