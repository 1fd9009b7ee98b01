import { defineJob } from '../src/job/definition.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'metadata-sync',
  description: 'fills empty fields of books added within 14 days',
  schedule: '0 2 * * 0',
  limitMinutes: 180,
  run: (context) =>
    refreshBooks(context, sourcesOf(context.services), {
      name: 'metadata-sync',
      title: 'Books of two weeks',
      mode: 'fill',
      choice: { kind: 'added', days: 14 },
    }),
});
