import { defineJob } from '../src/job/definition.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'drift',
  description: 'brings what has drifted up to date: series, year, publisher, language, description',
  schedule: '0 3 * * 0#1',
  limitMinutes: 1440,
  run: (context) =>
    refreshBooks(context, sourcesOf(context.services), {
      name: 'drift',
      title: 'Monthly drift',
      mode: 'drift',
      choice: { kind: 'drift' },
    }),
});
