import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { fields, say } from '../src/command/reply.ts';
import { libraryFigures } from '../src/library/figures.ts';

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
          Missing: figures.missing,
          Hours: figures.hours === null ? null : Math.round(figures.hours),
        }),
      ],
    };
  },
});
