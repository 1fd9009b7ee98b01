import { defineJob } from '../src/job/definition.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'metadata-daily',
  description: 'fills empty fields of the 100 least complete books',
  schedule: '0 3 * * *',
  limitMinutes: 180,
  run: (context) =>
    refreshBooks(context, sourcesOf(context.services), {
      name: 'metadata-daily',
      title: 'Least complete books',
      mode: 'fill',
      choice: { kind: 'least-complete', limit: 100 },
    }),
});
