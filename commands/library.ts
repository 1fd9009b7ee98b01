import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { morePages } from '../src/command/more.ts';
import { type BarChart, fields, type Reply, say } from '../src/command/reply.ts';
import type { Duplicates } from '../src/library/duplicates.ts';
import { type LibraryFigures, libraryFigures } from '../src/library/figures.ts';
import { listDuplicates } from '../src/library/list-duplicates.ts';
import { type LibraryQuality, libraryQuality } from '../src/library/quality.ts';

type DuplicatesPage = { rows: Duplicates[]; total: number; offset: number };

export default defineCommand({
  name: 'library',
  description: 'How many books you have and how complete your series are',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({
    duplicates: z.boolean().default(false).describe('what stands there twice, and which is better'),
    limit: z.int().min(1).max(500).default(50),
    offset: z.int().min(0).default(0),
  }),
  async run({ duplicates, limit, offset }, { em, services }) {
    const { minKbps } = await services.policy(em);
    const quality = await libraryQuality(em, minKbps);
    const figures = { ...(await libraryFigures(em)), quality };
    if (!duplicates) return { ...figures, duplicates: null };
    const all = await listDuplicates(em);
    const rows = all.slice(offset, offset + limit);
    return { ...figures, duplicates: { rows, total: all.length, offset } };
  },
  view({ duplicates, ...figures }) {
    if (duplicates) return duplicatesView(duplicates);
    if (figures.books === 0)
      return say('The library was not read yet', '"run library-scan" reads it.', 'warning');
    return {
      title: `${figures.books} audiobooks`,
      tone: 'info',
      blocks: [
        fields({
          Authors: figures.authors,
          Series: figures.series,
          'Complete series': figures.completeSeries,
          'Series not found': figures.unknownSeries,
          'Complete authors': authorsText(figures),
          Missing: missingText(figures),
          'Not out yet': figures.upcoming || null,
          Quality: qualityText(figures.quality),
          'Inside an omnibus': figures.coveredByOmnibus || null,
          Hours: figures.hours === null ? null : Math.round(figures.hours),
        }),
        completeness(figures),
      ],
    };
  },
});

const kindWords: Record<Duplicates['kind'], string> = {
  'same-recording': 'the same recording',
  'same-work': 'the same book',
  readings: 'several readings',
};

function duplicatesView({ rows, total, offset }: DuplicatesPage): Reply {
  if (total === 0)
    return say('Nothing twice', 'No book stands on your shelf more than once.', 'ok');
  const items = rows.map(({ kind, title, author, books, why, proposal }) => ({
    text: `${title} by ${author}: ${kindWords[kind]}, ${books.join(' and ')}`,
    detail: `${why}. ${proposal}`,
  }));
  const page = { shown: rows.length, total, offset };
  return {
    title: `${total} books stand on your shelf more than once`,
    tone: 'info',
    blocks: [{ kind: 'list', items }, ...morePages('library', { duplicates: true }, page)],
  };
}

/** Nothing before the authors were looked up. */
function authorsText({ completeAuthors, incompleteAuthors }: LibraryFigures): string | null {
  const known = completeAuthors + incompleteAuthors;
  return known === 0 ? null : `${completeAuthors} of ${known} known`;
}

function qualityText(quality: LibraryQuality): string | null {
  const { averageScore, evaluated, unknown, belowThreshold, replacementCandidates } = quality;
  if (averageScore === null) return null;
  const rest = unknown === 0 ? '' : `, ${unknown} not known`;
  return `${averageScore} of 100 over ${evaluated} books${rest}; ${belowThreshold} weak, ${replacementCandidates} may be replaced`;
}

function missingText({ missing, missingByAuthors }: LibraryFigures): string {
  return missingByAuthors === 0
    ? String(missing)
    : `${missing} (${missingByAuthors} outside series)`;
}

/** A series whose complete list nobody knows yet is neither complete nor not. */
function completeness(figures: LibraryFigures): BarChart {
  const { completeSeries, incompleteSeries, ownedInSeries, missingInSeries } = figures;
  const unknown = Math.max(0, figures.series - completeSeries - incompleteSeries);
  return {
    kind: 'chart',
    title: 'Completeness',
    rows: [
      {
        label: 'Series',
        parts: [
          { label: 'complete', value: completeSeries, tone: 'ok' },
          { label: 'with gaps', value: incompleteSeries, tone: 'warning' },
          { label: 'not known', value: unknown, tone: 'info' },
        ],
      },
      {
        label: 'Books of the known series',
        parts: [
          { label: 'owned', value: ownedInSeries, tone: 'ok' },
          { label: 'missing', value: missingInSeries, tone: 'warning' },
        ],
      },
    ],
  };
}
