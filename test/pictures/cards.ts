import { type CardData, proposalCard } from '../../src/proposals/card.ts';
import { buildRelease } from '../releases/builders.ts';

const gb = 1024 ** 3;

const open: CardData = {
  id: 12,
  status: 'open',
  book: {
    title: 'The Warlord of Mars',
    author: 'Edgar Rice Burroughs',
    series: 'Barsoom',
    position: '3',
  },
  cover: 'cover:1',
  release: buildRelease({
    title: 'The Warlord of Mars',
    narrators: ['Scott Brick'],
    seeders: 21,
    sizeBytes: 0.34 * gb,
    durationSeconds: 22_320,
    bitrateKbps: 128,
    chapterCount: 16,
  }),
  costClass: 'free',
  reasons: ['free for everybody', 'unabridged', '128 kbps is ideal', 'narrator verified'],
  alternatives: [
    { releaseId: 2, title: 'The Warlord of Mars', summary: 'MP3, 64 kbps, 4 seeders, paid' },
    { releaseId: 3, title: 'Barsoom 1-3', summary: 'M4B, 96 kbps, 2 seeders, paid' },
  ],
  figures: { ratioNow: 1.85, ratioAfter: 1.85, unsatisfied: { count: 3, limit: 50 } },
  hold: [],
  decidedBy: null,
  decisionReason: null,
  download: null,
};

const approved: CardData = { ...open, status: 'approved', decidedBy: 'Amy' };

function at(status: string, changes: Partial<NonNullable<CardData['download']>> = {}): CardData {
  const none = { detail: null, nextStep: null, stopReason: null };
  const download = { id: 7, status, progress: 0, ...none, ...changes };
  return { ...approved, download };
}

const states = {
  open,
  'open, paid': {
    ...open,
    costClass: 'paid',
    reasons: ['the only acceptable release', 'only with your word: below min kbps'],
    alternatives: [],
    figures: { ...open.figures, ratioAfter: 1.62 },
  },
  'just approved': at('queued'),
  'waits for its turn': at('queued', { detail: 'the tracker is asked every 3 seconds' }),
  'waits for the client': at('waiting', { detail: 'qBittorrent cannot be reached' }),
  downloading: at('downloading', { progress: 0.45 }),
  checking: at('checking', { progress: 1 }),
  importing: at('importing', { progress: 1 }),
  scanning: at('scanning', { progress: 1 }),
  shelved: at('completed', { progress: 1 }),
  stopped: at('stopped', {
    detail: 'only 3.1 GB are free on the disk of the library, 20 GB must stay free',
    nextStep: 'free space or lower MIN_FREE_GB, then try again',
  }),
  failed: at('failed', { detail: 'piece 12 of 88 is damaged' }),
  abandoned: at('abandoned', { detail: 'three releases failed their check' }),
  cancelled: at('cancelled'),
  rejected: { ...open, status: 'rejected', decidedBy: 'Amy', decisionReason: 'wrong edition' },
  expired: { ...open, status: 'expired' },
  held: {
    ...open,
    status: 'held',
    costClass: 'paid',
    reasons: ['the only acceptable release'],
    figures: { ...open.figures, ratioAfter: 1.08 },
    hold: [{ rule: 'ratio-after-grab', got: '1.08', want: 'at least 1.20' }],
  },
  replaced: { ...open, status: 'superseded' },
  withdrawn: { ...open, status: 'superseded', decisionReason: 'the book is on the shelf' },
} satisfies Record<string, CardData>;

/** The card of a proposal in every state it can be in, by the name of the state. */
export const cards = mapValues(states, proposalCard);

function mapValues<Key extends string, From, To>(
  values: Record<Key, From>,
  change: (value: From) => To,
): Record<Key, To> {
  const entries = Object.entries<From>(values).map(([key, value]) => [key, change(value)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
