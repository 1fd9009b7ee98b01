import { defineJob } from '../src/job/definition.ts';
import { readCorrection } from '../src/metadata/correct.ts';
import { refreshBooks } from '../src/metadata/refresh-books.ts';
import { sourcesOf } from '../src/metadata/sources.ts';

export default defineJob({
  name: 'metadata-correct',
  description: 'looks the metadata of chosen books over, as asked for by a person',
  schedule: null,
  limitMinutes: 1440,
  run: (context) =>
    refreshBooks(context, sourcesOf(context.services), {
      name: 'metadata-correct',
      title: 'As asked for',
      mode: 'full',
      choice: readCorrection(context.input),
    }),
});
