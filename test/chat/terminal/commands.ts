import { z } from 'zod';
import type { Actor } from '../../../src/command/actor.ts';
import { type Command, defineCommand } from '../../../src/command/definition.ts';
import type { Commands } from '../../../src/command/discover.ts';
import { createExecute } from '../../../src/command/execute.ts';
import { type Button, type Reply, say } from '../../../src/command/reply.ts';
import { ExternalError } from '../../../src/errors.ts';
import type { Services } from '../../../src/services.ts';

export const person: Actor = { id: 'ann', name: 'Ann', platform: 'terminal', role: 'operator' };

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
  ],
};

const proposal = z.int().positive();
const common = { effect: 'read', visibility: 'channel', description: 'for tests' } as const;

const list = [
  defineCommand({
    ...common,
    name: 'approve',
    role: 'operator',
    input: z.strictObject({ proposal, override: z.boolean().default(false) }),
    run: async (input) => input,
    view: (input) => say(`Approved ${input.proposal}`, 'It is fetched now.', 'ok'),
  }),
  defineCommand({
    ...common,
    name: 'reject',
    role: 'operator',
    input: z.strictObject({ proposal, reason: z.enum(reasons).default('not now') }),
    run: async (input) => input,
    view: ({ proposal: number, reason }) => say(`Rejected ${number}`, `Reason: ${reason}.`),
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
    name: 'request',
    role: 'member',
    input: z.strictObject({ title: z.string().min(1), author: z.string().optional() }),
    run: async (input) => input,
    view: ({ title, author }) => say(`Requested ${title}`, `By ${author ?? 'anybody'}.`),
  }),
  defineCommand({
    ...common,
    name: 'gaps',
    role: 'viewer',
    input: z.strictObject({ series: z.string().optional(), limit: z.int().default(50) }),
    run: async (input) => input,
    view: ({ series, limit }) => say(`Gaps of ${series ?? 'all'}`, `At most ${limit}.`),
  }),
  defineCommand({
    ...common,
    name: 'series',
    role: 'operator',
    input: z.strictObject({ series: z.string(), monitor: z.enum(['all', 'none']).default('all') }),
    run: async (input) => input,
    view: ({ series, monitor }) => say(`Series ${series}`, `Monitor: ${monitor}.`),
  }),
  defineCommand({
    ...common,
    name: 'card',
    role: 'viewer',
    input: z.strictObject({}),
    run: async () => null,
    view: () => openCard,
  }),
  defineCommand({
    ...common,
    name: 'settings',
    role: 'owner',
    input: z.strictObject({ name: z.string().optional(), value: z.string().optional() }),
    run: async (input) => input,
    view: () => say('Settings', ''),
  }),
  defineCommand({
    ...common,
    name: 'history',
    role: 'viewer',
    input: z.strictObject({ run: z.int().optional(), job: z.string().optional() }),
    run: async (input) => input,
    view: () => say('History', ''),
  }),
  defineCommand({
    ...common,
    name: 'run',
    role: 'operator',
    input: z.strictObject({ job: z.string(), confirm: z.boolean().default(false) }),
    run: async (input) => input,
    view: () => say('Run', ''),
  }),
  defineCommand({
    ...common,
    name: 'away',
    role: 'viewer',
    input: z.strictObject({}),
    run: async () => {
      throw new ExternalError('tracker', 'unreachable', 'tracker did not answer in 10 s');
    },
    view: () => say('never', ''),
  }),
  defineCommand({
    ...common,
    name: 'broken',
    role: 'viewer',
    input: z.strictObject({}),
    run: async () => {
      throw new TypeError('secret detail');
    },
    view: () => say('never', ''),
  }),
];

export const commands: Commands = new Map(
  list.map((command) => [command.name, command as unknown as Command]),
);

/** The program's own door over commands that read nothing, and an audit that is not kept. */
export const execute = createExecute(commands, {
  em: () => ({ execute: async () => [] }),
  now: () => new Date('2026-01-02T03:04:05Z'),
} as unknown as Services);
