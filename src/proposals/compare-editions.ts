import type { Block } from '../command/reply.ts';
import { differences } from '../replacing/same-recording.ts';
import type { CardData } from './card.ts';

/** The edition on the shelf, as its card compares it. */
export type OwnedFacts = {
  narrator: string | null;
  format: string | null;
  bitrateKbps: number | null;
  minutes: number | null;
  sizeBytes: number | null;
  chapters: number | null;
  isAbridged: boolean | null;
};

/** Old and new point by point, and why positions may not fit; nothing for a book that is missing. */
export function comparisonOf({ replaces: old, release }: CardData): Block[] {
  if (!old || !release) return [];
  const rows = [
    ['Bitrate', kbps(old.bitrateKbps), kbps(release.bitrateKbps)],
    ['Format', old.format ?? unknown, release.format ?? unknown],
    ['Narrator', old.narrator ?? unknown, release.narrators.join(', ') || unknown],
    [
      'Duration',
      hours(old.minutes),
      hours(release.durationSeconds && release.durationSeconds / 60),
    ],
    ['Chapters', String(old.chapters ?? unknown), String(release.chapterCount ?? unknown)],
    ['Size', mb(old.sizeBytes), mb(release.sizeBytes)],
    ['Abridged', yesNo(old.isAbridged), yesNo(release.isAbridged)],
  ];
  const warnings = warningsOf(old, release);
  return [
    { kind: 'table', columns: ['', 'On your shelf', 'New'], rows },
    ...warnings.map((text): Block => ({ kind: 'text', text })),
  ];
}

const unknown = 'unknown';

/** Positions fit only in the same recording; whether it is one is measured again before anything moves. */
function warningsOf(old: OwnedFacts, release: NonNullable<CardData['release']>): string[] {
  if (old.minutes === null || release.durationSeconds === null) return [];
  const before = {
    narrators: (old.narrator ?? '').split(', ').filter((name) => name !== ''),
    durationSeconds: Number(old.minutes) * 60,
  };
  const other = differences(before, release);
  if (other.length === 0) return [];
  const text = `It may be another recording (${other.join('; ')}): before it replaces the old one you are asked what becomes of the positions.`;
  return [text];
}

function kbps(value: number | null): string {
  return value === null ? unknown : `${value} kbps`;
}

function hours(minutes: number | null): string {
  if (!minutes) return unknown;
  return `${Math.floor(minutes / 60)} h ${Math.round(minutes % 60)} min`;
}

function mb(bytes: number | null): string {
  return bytes === null ? unknown : `${(Number(bytes) / 1024 ** 2).toFixed(0)} MB`;
}

function yesNo(value: boolean | null): string {
  if (value === null) return unknown;
  return value ? 'yes' : 'no';
}
