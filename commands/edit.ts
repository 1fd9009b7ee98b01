import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { fieldNames } from '../src/metadata/facts.ts';
import { saidBy, setByPerson } from '../src/metadata/person-values.ts';
import { readValues } from '../src/metadata/read-values.ts';
import { fieldLabels } from '../src/metadata/value-text.ts';

const text = z.string().min(1).max(500).optional();

export default defineCommand({
  name: 'edit',
  description: 'Say what is right of a book: it is written to Audiobookshelf and counts for good',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    book: z.int().positive().describe('number of the book'),
    title: text,
    subtitle: text,
    author: text.describe('several with commas between'),
    narrator: text.describe('several with commas between'),
    series: text.describe('as "Name #3", several with semicolons between'),
    position: z.string().min(1).max(20).optional().describe('place in the one series'),
    publisher: text,
    year: z.int().min(1).max(9999).optional(),
    language: z.string().min(2).max(40).optional(),
    isbn: z.string().min(9).max(20).optional(),
    asin: z.string().length(10).optional(),
    description: z.string().min(1).max(20_000).optional(),
    field: z
      .enum(fieldNames as [string, ...string[]])
      .optional()
      .describe('take this field'),
    source: z.string().min(1).max(60).optional().describe('as this source has it'),
  }),
  async run({ book, field, source, ...values }, { em, actor, now, services: { platforms } }) {
    const context = { platforms, by: actor.name, now };
    if ((field === undefined) !== (source === undefined)) {
      const hint = 'For instance field:publisher source:audnexus.';
      throw new UserError('bad_input', 'A field and its source belong together.', hint);
    }
    const name = fieldNames.find((one) => one === field);
    const taken = name && source ? await saidBy(em, book, name, source) : {};
    const facts = { ...readValues(values), ...taken };
    return { book, ...(await setByPerson(em, book, facts, context)) };
  },
  view({ book, batchId, fields }) {
    const names = fields.map((field) => fieldLabels[field]).join(', ');
    return say(`Book ${book}: ${names}`, `Written now; "undo ${batchId}" puts it back.`, 'ok');
  },
});
