import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { type Block, type Reply, say } from '../src/command/reply.ts';
import {
  type Candidates,
  candidatesFor,
  type Importable,
  listImportable,
} from '../src/downloads/importable.ts';
import { decideImport, takeUpFolder } from '../src/downloads/manual-import.ts';
import { importBesideOwned } from '../src/downloads/take-owned.ts';
import { UserError } from '../src/errors.ts';

const mostOptions = 25;
/** What every chat takes as the value of an option. */
const longestValue = 75;

type Output =
  | ({ kind: 'list' } & Importable)
  | ({ kind: 'candidates' } & Candidates)
  | { kind: 'started'; download: number; title: string };

export default defineCommand({
  name: 'import',
  description: 'Import a finished folder or download that matched no book: choose which one it is',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input: z.strictObject({
    download: z.int().positive().optional().describe('number of a stopped download'),
    path: z
      .string()
      .min(1)
      .max(400)
      .optional()
      .describe('name of a folder or file as import lists it'),
    book: z.int().positive().optional().describe('number of the missing book that it is'),
    title: z.string().min(1).max(200).optional().describe('or its title'),
    author: z.string().min(1).max(200).optional().describe('and its author'),
    folder: z
      .string()
      .min(1)
      .max(400)
      .optional()
      .describe('folder below the library to put it into'),
    anyway: z
      .boolean()
      .optional()
      .describe('import it although another edition of the book is on the shelf'),
  }),
  looks: ({ path, book, title, folder, anyway }) =>
    [path, book, title, folder].every((one) => one === undefined) && !anyway,
  async run(input, { em, actor, now, services }): Promise<Output> {
    const { path, book: number, title, author, folder = null } = input;
    const by = { platforms: services.platforms, actor: actor.name, now };
    const book = number === undefined && title === undefined ? null : { number, title, author };
    const download = path === undefined ? input.download : await takeUpFolder(em, path, by);
    if (download !== undefined && input.anyway) {
      return { kind: 'started', download, ...(await importBesideOwned(em, download, by)) };
    }
    if (download !== undefined && (book || folder)) {
      return {
        kind: 'started',
        download,
        ...(await decideImport(em, download, { book, folder }, by)),
      };
    }
    if (download !== undefined)
      return { kind: 'candidates', ...(await candidatesFor(em, download)) };
    if (!book && !folder) return { kind: 'list', ...(await listImportable(em, services)) };
    throw new UserError('bad_input', 'Which download?', 'Type "import" for the numbers.');
  },
  view(output) {
    if (output.kind === 'list') return listView(output);
    if (output.kind === 'candidates') return candidatesView(output);
    const text = `Download ${output.download} is checked and imported now.`;
    return say(`Importing: ${output.title}`, text, 'ok');
  },
});

function listView({ downloads, folders, problem }: Importable): Reply {
  const blocks: Block[] = [];
  if (problem) blocks.push({ kind: 'text', text: problem });
  if (downloads.length > 0) {
    const items = downloads.map(({ id, name }) => ({ text: `${id}: ${name}` }));
    const options = downloads
      .slice(0, mostOptions)
      .map(({ id, name }) => ({ label: name, value: String(id) }));
    blocks.push(
      { kind: 'list', items },
      {
        kind: 'select',
        select: {
          label: 'Choose a download',
          runs: 'import',
          input: {},
          field: 'download',
          options,
        },
      },
    );
  }
  if (folders.length > 0) {
    const short = folders.filter((name) => name.length <= longestValue).slice(0, mostOptions);
    const options = short.map((name) => ({ label: name, value: name }));
    blocks.push(
      { kind: 'text', text: 'In the folder of the category, and of no download:' },
      { kind: 'list', items: folders.map((text) => ({ text })) },
      {
        kind: 'select',
        select: { label: 'Choose a folder', runs: 'import', input: {}, field: 'path', options },
      },
    );
  }
  const count = downloads.length + folders.length;
  if (count === 0 && !problem)
    return say('Nothing to import', 'Every folder belongs to a download.');
  return { title: `To import by hand: ${count}`, tone: problem ? 'warning' : 'info', blocks };
}

function candidatesView({ download, name, candidates }: Candidates): Reply {
  const named = candidates.map(({ book, reasons }) => ({
    label: `${book.title}${book.author ? ` by ${book.author}` : ''}`,
    value: String(book.id),
    reasons,
  }));
  const select = {
    label: 'Choose the book',
    runs: 'import',
    input: { download },
    field: 'book',
    options: named.map(({ label, value }) => ({ label, value })),
  };
  const found: Block[] =
    named.length === 0
      ? [{ kind: 'text', text: 'No missing book has such a name.' }]
      : [
          {
            kind: 'list',
            items: named.map(({ label, value, reasons }) => ({
              text: `${value}: ${label}`,
              detail: `the name has the ${reasons.join(' and the ')}`,
            })),
          },
          { kind: 'select', select },
        ];
  const questions = [
    { field: 'title', label: 'Title of the book' },
    { field: 'author', label: 'Its author' },
  ];
  const input = { download };
  return {
    title: `Which book is it? ${name}`,
    tone: 'info',
    blocks: [
      ...found,
      { kind: 'form', form: { label: 'Another book', runs: 'import', input, questions } },
      {
        kind: 'buttons',
        buttons: [
          {
            label: 'Ignore',
            runs: 'cancel',
            input: { download, reason: 'ignored' },
            style: 'danger',
          },
        ],
      },
    ],
  };
}
