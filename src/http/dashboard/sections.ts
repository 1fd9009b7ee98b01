import { z } from 'zod';
import type { Block, CallInput } from '../../command/reply.ts';

/** A part of the page: the answer of a command that only looks. */
export type Section = {
  id: string;
  title: string;
  command: string;
  input: CallInput;
  /** What moves by itself is looked at again every few seconds, everything else once a minute. */
  isLively?: boolean;
  /** Cards of their own below the answer, by subject. */
  cards?: (output: unknown) => string[];
  /** Blocks the chats have no room for. */
  more?: (output: unknown) => Block[];
  /** Takes the whole width. */
  isWide?: boolean;
};

const proposalsShown = 10;

const proposals = z.object({ rows: z.array(z.object({ proposal: z.number().nullable() })) });
const jobs = z.object({ rows: z.array(z.object({ name: z.string() })) });

/** The page from top to bottom; what the person's role does not reach is left out. */
export const sections: readonly Section[] = [
  { id: 'health', title: 'Health', command: 'status', input: {}, isWide: true },
  { id: 'vip', title: 'VIP', command: 'vip', input: {} },
  { id: 'ratio', title: 'Ratio', command: 'ratio', input: {} },
  { id: 'points', title: 'Points', command: 'points', input: { limit: 5 } },
  {
    id: 'proposals',
    title: 'Proposals',
    command: 'queue',
    input: { state: 'open', limit: proposalsShown },
    isLively: true,
    isWide: true,
    cards: proposalsIn,
  },
  {
    id: 'queue',
    title: 'Queue',
    command: 'queue',
    input: { state: 'live', limit: 25 },
    isLively: true,
    isWide: true,
  },
  { id: 'seeding', title: 'Seeding', command: 'seeding', input: { limit: 8 }, isWide: true },
  { id: 'library', title: 'Library', command: 'library', input: {} },
  { id: 'events', title: 'Events', command: 'events', input: {} },
  { id: 'rules', title: 'Rules', command: 'rules', input: {}, isWide: true },
  {
    id: 'jobs',
    title: 'Jobs',
    command: 'jobs',
    input: {},
    isLively: true,
    isWide: true,
    more: runNow,
  },
];

function proposalsIn(output: unknown): string[] {
  const { rows } = proposals.parse(output);
  return rows.flatMap(({ proposal }) => (proposal === null ? [] : `proposal:${proposal}`));
}

function runNow(output: unknown): Block[] {
  const options = jobs.parse(output).rows.map(({ name }) => ({ label: name, value: name }));
  const select = { label: 'Run now', runs: 'run', input: {}, field: 'job', options };
  return [{ kind: 'select', select }];
}
