import { z } from 'zod';
import { type Command, defineCommand } from '../../src/command/definition.ts';
import type { Commands } from '../../src/command/discover.ts';
import { say } from '../../src/command/reply.ts';
import {
  ExternalError,
  type ExternalKind,
  UserError,
  type UserErrorCode,
} from '../../src/errors.ts';

/** What the messages of faults hold and no client may ever read. */
export const leak = 'mam_id=f00dfeed at /srv/private/db';

const retryAt = new Date('2026-03-01T12:01:30Z');
const external = (kind: ExternalKind) =>
  new ExternalError('tracker', kind, `tracker said ${leak}`, { retryAt });
const user = (code: UserErrorCode) => new UserError(code, `told: ${code}`, `do: ${code}`);

const userCodes = [
  'bad_input',
  'unknown_command',
  'not_found',
  'not_allowed',
  'already_decided',
  'expired',
  'rate_limited',
  'conflict',
  'frozen',
] as const satisfies readonly UserErrorCode[];
const kinds = [
  'unreachable',
  'refused',
  'throttled',
  'unauthorized',
  'unexpected',
] as const satisfies readonly ExternalKind[];
const faults: Readonly<Record<string, () => unknown>> = {
  bug: () => new TypeError(leak),
  text: () => leak,
  nothing: () => undefined,
  dressed: () => Object.assign(new Error(leak), { statusCode: 404, code: 'ENOENT' }),
};

const echo = defineCommand({
  name: 'echo',
  description: 'Says what it understood',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    word: z.string().max(40),
    count: z.int().optional(),
    share: z.number().default(0.5),
    loud: z.boolean().default(false),
    colour: z.enum(['red', 'blue']).optional(),
    link: z.url().optional(),
  }),
  run: async (input) => input,
  view: ({ word }) => say('Echo', word),
});

const shelf = defineCommand({
  name: 'shelf',
  description: 'Twelve rows in pages',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    limit: z.int().min(1).max(500).default(7),
    offset: z.int().min(0).default(0),
    counted: z.boolean().default(true),
  }),
  run: async ({ limit, offset, counted }) => {
    const rows = Array.from({ length: 12 }, (_, index) => index).slice(offset, offset + limit);
    return counted ? { rows, total: 12 } : { rows };
  },
  view: ({ rows }) => say('Shelf', rows.join(' ')),
});

const fail = defineCommand({
  name: 'fail',
  description: 'Fails in the way it is asked to',
  role: 'viewer',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({ how: z.enum([...userCodes, ...kinds, ...Object.keys(faults)]) }),
  run: async ({ how }): Promise<never> => {
    const code = userCodes.find((one) => one === how);
    if (code) throw user(code);
    const kind = kinds.find((one) => one === how);
    throw kind ? external(kind) : faults[how]?.();
  },
  view: () => say('Never', 'seen'),
});

const note = defineCommand({
  name: 'note',
  description: 'Keeps a note',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({ text: z.string().max(200).default('empty'), times: z.int().default(1) }),
  run: async (input, { actor }) => ({ ...input, by: actor.name }),
  view: ({ text }) => say('Noted', text),
});

const approve = defineCommand({
  name: 'approve',
  description: 'Approves',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({ proposal: z.int().positive(), override: z.boolean().optional() }),
  run: async ({ proposal }, { actor }) => ({ proposal, approvedBy: actor.name }),
  view: ({ proposal }) => say('Approved', String(proposal)),
});

const cancel = defineCommand({
  name: 'cancel',
  description: 'Gives up',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({ download: z.int().positive().describe('number of the download') }),
  run: async ({ download }) => ({ title: `Book ${download}`, isInClient: false }),
  view: ({ title }) => say('Given up', title),
});

const list: readonly Command[] = [approve, cancel, echo, fail, note, shelf];

export const testCommands: Commands = new Map(list.map((command) => [command.name, command]));
