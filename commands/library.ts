import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type BarChart, fields, say } from '../src/command/reply.ts';
import { type LibraryFigures, libraryFigures } from '../src/library/figures.ts';

export default defineCommand({
  name: 'library',
  description: 'How many books you have and how complete your series are',
  role: 'viewer',
  effect: 'read',
  visibility: 'channel',
  input: z.strictObject({}),
  run: (_input, { em }) => libraryFigures(em),
  view(figures) {
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
          'Series not in the catalogue': figures.unknownSeries,
          'Complete authors': authorsText(figures),
          Missing: missingText(figures),
          'Inside an omnibus': figures.coveredByOmnibus || null,
          'Not out yet': figures.upcoming || null,
          Hours: figures.hours === null ? null : Math.round(figures.hours),
        }),
        completeness(figures),
      ],
    };
  },
});

/** Nothing before the authors were looked up. */
function authorsText({ completeAuthors, incompleteAuthors }: LibraryFigures): string | null {
  const known = completeAuthors + incompleteAuthors;
  return known === 0 ? null : `${completeAuthors} of ${known} known`;
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
