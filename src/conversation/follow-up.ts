import type { Commands } from '../command/discover.ts';
import { fold } from './words.ts';
import type { Piece } from './read.ts';
import type { Call, State } from './state.ts';
import type { Language } from './language.ts';

/** What an utterance means that only goes on from the last answer; null when it stands on its own. */
export function followUp(
  utterance: string,
  pieces: readonly Piece[],
  state: State | null,
  { language, commands }: { language: Language; commands: Commands },
): Call | null {
  if (!state) return null;
  return (
    chosenReading(pieces, state, language) ??
    goOn(utterance, state, language) ??
    sameAbout(pieces, state, language, commands)
  );
}

/** "the second", "the author": one of the readings that were offered. */
function chosenReading(
  pieces: readonly Piece[],
  { readings }: State,
  { ordinals }: Language,
): Call | null {
  if (readings.length === 0) return null;
  const words = pieces.flatMap((piece) => (piece.kind === 'word' ? [piece] : []));
  if (pieces.some(({ weight, kind }) => kind !== 'word' && weight >= 1)) return null;
  const ordinal = words.map(({ word }) => ordinals[word]).find((one) => one !== undefined);
  if (ordinal !== undefined) return readings.at(ordinal < 0 ? ordinal : ordinal - 1) ?? null;
  const said = words.filter(({ weight }) => weight > 0.3).map(({ word }) => word);
  const fitting = readings.filter(({ command, input }) =>
    said.some((word) => word === command || word in input),
  );
  const [only, ...more] = fitting;
  return only && more.length === 0 ? only : null;
}

function goOn(utterance: string, state: State, { more, next }: Language): Call | null {
  const said = fold(utterance)
    .replaceAll(/\b(?:please|pls|show|me|the)\b/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const isSaid = (rows: readonly string[]) =>
    rows.some(
      (row) =>
        row
          .replaceAll(/\bthe\b/g, '')
          .replaceAll(/\s+/g, ' ')
          .trim() === said,
    );
  if (state.more && isSaid([...more, ...next])) return state.more;
  return isSaid(next) ? nextItem(state) : null;
}

/** The last call again about the thing that was listed after its own. */
function nextItem({ call, items }: State): Call | null {
  for (const [field, value] of Object.entries(call?.input ?? {})) {
    const at = items.findIndex((item) => item.kind === field && item.id === value);
    const following = items[at + 1];
    if (call && at >= 0 && following)
      return { ...call, input: { ...call.input, [field]: following.id } };
  }
  return null;
}

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  series: ['series', 'text', 'book'],
  author: ['author', 'text'],
  book: ['text', 'book', 'title'],
  gap: ['title', 'book', 'text', 'gap'],
};

/** "and Mistborn?", "no, I meant the Expanse": the last call about something else. */
function sameAbout(
  pieces: readonly Piece[],
  { call }: State,
  language: Language,
  commands: Commands,
): Call | null {
  const name = pieces.find((piece) => piece.kind === 'name');
  if (!call || name?.kind !== 'name') return null;
  const shape = commands.get(call.command)?.input.shape ?? {};
  const beginnings = new Set(language.goesOn.flatMap((row) => row.split(' ')));
  const others = pieces.filter((piece) => piece !== name);
  const isOnlyName = others.every(
    (piece) => piece.kind === 'word' && (piece.weight < 0.3 || beginnings.has(piece.word)),
  );
  if (!isOnlyName) return null;
  for (const { kind, name: text } of name.names) {
    const field = fieldsOf[kind]?.find((one) => one in shape);
    if (field === undefined) continue;
    const { series: _series, author: _author, offset: _offset, ...kept } = call.input;
    return { ...call, input: { ...kept, [field]: text } };
  }
  return null;
}
