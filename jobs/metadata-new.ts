import { defineJob } from '../src/job/definition.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'metadata-new',
  description: 'fills empty fields of books added within 7 days',
  schedule: '30 4 * * 0',
  limitMinutes: 180,
  run: (context) =>
    refreshBooks(context, sourcesOf(context.services), {
      name: 'metadata-new',
      title: 'Books of this week',
      mode: 'fill',
      choice: { kind: 'added', days: 7 },
    }),
});
