import { type Kind, kindOfWork } from '../kind.ts';
import { foldWords } from '../text.ts';
import { countsLectures } from './around-title.ts';
import type { Side } from './sides.ts';
import { shareForm } from './title-words.ts';

/** The kind of the candidate when it is not the wanted one. */
export function otherKind(want: Side, got: Side): Kind | null {
  if (want.kind === got.kind) return addsKind(want, got) || addsKind(got, want) ? got.kind : null;
  return isOnlyWritten(want, got) || isOnlyWritten(got, want) ? null : got.kind;
}

/** "Guide to the Good Life, A" is written in another order than the title that sounds like a guide. */
function isOnlyWritten(sounding: Side, book: Side): boolean {
  return book.kind === 'book' && soundsLikeOne(sounding) && isHead(sounding, book);
}

/** "The Last Lecture: A Reading Guide" beside the title that only sounds like one. */
function addsKind(short: Side, long: Side): boolean {
  if (!soundsLikeOne(short) || !isHead(short, long)) return false;
  const behind = long.shape.parts.slice(1).map(({ text }) => text);
  const texts = behind.filter((text) => !countsLectures(text));
  return kindOfWork(`x: ${texts.join(': ')}`, [], []) === long.kind;
}

/** Called something beside a book by its title alone. */
function soundsLikeOne({ kind, work }: Side): boolean {
  const isNamed = kind === 'companion' || kind === 'adaptation' || kind === 'excerpt';
  return isNamed && kindOfWork(work.title, [], []) === kind;
}

/** The whole title of one is what the other has before its subtitle. */
function isHead({ work }: Side, { shape }: Side): boolean {
  return shareForm([foldWords(work.title)], [shape.parts[0]?.folded ?? '']);
}
