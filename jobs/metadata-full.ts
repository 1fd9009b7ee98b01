import { defineJob } from '../src/job/definition.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'metadata-full',
  description: 'compares every field of every book with what the catalogues say',
  schedule: '0 4 1 * *',
  limitMinutes: 1440,
  run: (context) =>
    refreshBooks(context, sourcesOf(context.services), {
      name: 'metadata-full',
      title: 'Full comparison',
      mode: 'full',
      choice: { kind: 'all' },
    }),
});
