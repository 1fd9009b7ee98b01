import { counted } from '../src/command/counted.ts';
import { z } from 'zod';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { type Reply, say } from '../src/command/reply.ts';
import { sizeText } from '../src/command/size-text.ts';
import { findDownload } from '../src/downloads/find-download.ts';
import { replaceByDownload } from '../src/downloads/take-owned.ts';
import { UserError } from '../src/errors.ts';
import { type BookRow, findBooks } from '../src/library/find-books.ts';
import { agreeToOther, keepInRestore, removeFromRestore } from '../src/replacing/decide.ts';
import { type Kept, listKept } from '../src/replacing/restore-area.ts';
import { askForBetter, type BetterAsked } from '../src/replacing/want-better.ts';

const mostInSelect = 25;

const input = z.strictObject({
  book: z
    .string()
    .max(200)
    .optional()
    .describe('words of the title of an owned book, or its number: a better edition is searched'),
  download: z
    .int()
    .positive()
    .optional()
    .describe(
      'the same for the book a download brought; a better edition that waits takes its place',
    ),
  position: z
    .enum(['keep', 'scale'])
    .optional()
    .describe('of a download that waits: replace although it is another recording'),
  remove: z.int().positive().optional().describe('remove what a replacement keeps, by its number'),
  keep: z.int().positive().optional().describe('keep it; you are not asked again'),
});

type Outcome =
  | { kind: 'kept'; kept: Kept[] }
  | { kind: 'which'; books: BookRow[] }
  | ({ kind: 'searching' } & BetterAsked)
  | ({ kind: 'proposed' } & BetterAsked)
  | { kind: 'agreed'; title: string }
  | { kind: 'removing' | 'keeping'; title: string; sizeBytes: number };

export default defineCommand({
  name: 'replace',
  description: 'Get a better edition of an owned book; without a book: the replaced ones you keep',
  role: 'operator',
  effect: 'change',
  visibility: 'channel',
  input,
  looks: (asked) => Object.values(asked).every((value) => value === undefined),
  async run(
    given: z.output<typeof input>,
    { em, actor, now, services }: Context,
  ): Promise<Outcome> {
    const { book, download, position, remove, keep } = given;
    const by = { actor: actor.name, now };
    if (remove !== undefined)
      return { kind: 'removing', ...(await removeFromRestore(em, remove, by)) };
    if (keep !== undefined) return { kind: 'keeping', ...(await keepInRestore(em, keep, by)) };
    if (download !== undefined && position !== undefined) {
      const answer = { downloadId: download, position };
      return { kind: 'agreed', ...(await agreeToOther(em, services.platforms, answer, by)) };
    }
    if (download !== undefined) {
      const found = await findDownload(em, download);
      const { bookId, status } = found;
      const { platforms } = services;
      const taken = await replaceByDownload(em, found, { platforms, ...by });
      if (taken) return { kind: 'agreed', ...taken };
      if (!bookId) {
        const text = `Download ${download} has brought no book yet; it is ${status}.`;
        throw new UserError('conflict', text, 'Name the book instead: replace book:"…"');
      }
      return asked(await askForBetter(em, bookId, by));
    }
    if (book === undefined) return { kind: 'kept', kept: await listKept(em) };
    const { rows } = await findBooks(em, { text: book, limit: mostInSelect, offset: 0 });
    // A number is that of the book, even where another one has it for a title.
    const numbered = rows.find(({ id }) => String(id) === book);
    const [only, second] = numbered ? [numbered] : rows;
    if (!only) {
      const text = `No book on the shelf matches "${book}".`;
      throw new UserError('not_found', text, 'Type "book" and words of its title.');
    }
    if (second) return { kind: 'which', books: rows };
    return asked(await askForBetter(em, only.id, by));
  },
  view(outcome): Reply {
    if (outcome.kind === 'kept') return keptReply(outcome.kept);
    if (outcome.kind === 'which') return whichReply(outcome.books);
    if (outcome.kind === 'searching' || outcome.kind === 'proposed') return betterReply(outcome);
    if (outcome.kind === 'agreed') {
      return say(
        `Replacing: ${outcome.title}`,
        'The old edition is kept in the restore area.',
        'ok',
      );
    }
    const size = sizeText(outcome.sizeBytes);
    return outcome.kind === 'removing'
      ? say(
          `Removing: ${outcome.title}`,
          `${size} are freed; the edition in the library stays.`,
          'ok',
        )
      : say(`Kept: ${outcome.title}`, `It takes ${size}. You are not asked about it again.`, 'ok');
  },
});

function asked(better: BetterAsked): Outcome {
  return better.proposal === null
    ? { kind: 'searching', ...better }
    : { kind: 'proposed', ...better };
}

function betterReply({ title, isOnItsWay, proposal, lastSearch }: BetterAsked): Reply {
  if (proposal !== null) {
    const shown = say(
      `A better edition of ${title} waits for your answer`,
      'Its card compares both.',
    );
    const why = { label: 'Why', runs: 'why', input: { proposal }, style: 'default' } as const;
    return { ...shown, blocks: [...shown.blocks, { kind: 'buttons', buttons: [why] }] };
  }
  if (isOnItsWay) {
    return say(
      `A better edition of ${title} is on its way already`,
      'Its card shows how far it is.',
    );
  }
  const before = lastSearch?.note
    ? ` The search of ${lastSearch.at.toISOString().slice(0, 10)} said: ${lastSearch.note}.`
    : '';
  return say(
    `Looking for a better edition of ${title}`,
    `When there is one, a card compares both and asks you. Nothing is replaced before.${before}`,
  );
}

function keptReply(kept: readonly Kept[]): Reply {
  if (kept.length === 0) {
    return say('The restore area is empty', 'replace book:"…" looks for a better edition.');
  }
  const total = kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const options = kept.slice(0, mostInSelect).map(({ id, title, sizeBytes }) => ({
    label: `${title} (${sizeText(sizeBytes)})`,
    value: String(id),
  }));
  return {
    title: `${counted(kept.length, 'replaced edition')} kept, ${sizeText(total)}`,
    tone: 'info',
    blocks: [
      {
        kind: 'table',
        columns: ['#', 'Title', 'Edition', 'Size', 'Since'],
        rows: kept.map(({ id, title, edition, sizeBytes, since }) => [
          String(id),
          title,
          edition,
          sizeText(sizeBytes),
          since?.toISOString().slice(0, 10) ?? '',
        ]),
      },
      {
        kind: 'select',
        select: { label: 'Undo one', runs: 'undo', input: {}, field: 'replacement', options },
      },
      {
        kind: 'select',
        select: { label: 'Remove one', runs: 'replace', input: {}, field: 'remove', options },
      },
    ],
  };
}

function whichReply(books: readonly BookRow[]): Reply {
  const options = books.map(({ id, title, author }) => ({
    label: `${title} by ${author}`,
    value: String(id),
  }));
  const select = { label: 'Which one?', runs: 'replace', input: {}, field: 'book', options };
  return {
    title: `${books.length} books match`,
    tone: 'info',
    blocks: [{ kind: 'select', select }],
  };
}
