import type { LibraryItem } from '../clients/audiobookshelf/index.ts';
import { type BookRecord, type FieldName, fieldNames, type SeriesPlace } from './facts.ts';
import { type HeldValues, heldValues, type Values } from './held-values.ts';
import { exactlySame, sameSequence, sameSeries, sameValue } from './same-value.ts';

/** `fill`: what is empty, questions about what differs; `drift`: what may change by itself; `full`: all questions. */
export type PlanMode = 'fill' | 'drift' | 'full';

export type Change = { field: FieldName; before: unknown; after: unknown; source: string };

/** What became of an earlier change of the field: what was sent, and what the library held afterwards. */
export type PastChange = {
  field: FieldName;
  sent: unknown;
  held: unknown;
  state: CorrectionState;
};

/**
 * `proposed`: a person is asked, `rejected` when they said no. `intended`: to be written; `written`,
 * `refused` when the library did not take it, or `kept` when it had changed meanwhile. `undoing`, `undone`.
 */
export type CorrectionState =
  | 'proposed'
  | 'rejected'
  | 'intended'
  | 'written'
  | 'refused'
  | 'kept'
  | 'undoing'
  | 'undone';

export type Plan = {
  fills: Change[];
  proposals: Change[];
  kept: { field: FieldName; reason: string }[];
};

export type PlanOptions = { mode: PlanMode; past: readonly PastChange[] };

/** An empty field is filled when the record is this sure, one that is not empty drifts only when it is surer. */
export const fillConfidence = 0.75;
const driftConfidence = 0.9;
const chapterLengthTolerance = 0.01;

/** What may change by itself once a month although it is not empty. */
const drifting = new Set<FieldName>([
  'series',
  'publishedYear',
  'publisher',
  'language',
  'description',
]);
const askedAlways = new Set<FieldName>([
  'title',
  'subtitle',
  'authors',
  'narrators',
  'series',
  'publishedYear',
  'language',
  'asin',
]);
/** Stores word these differently every time, so they are asked about only in the full comparison. */
const askedInFull = new Set<FieldName>(['description', 'publisher']);

/** What to change in the library so that it agrees with the record, what to ask first, and what to leave and why. */
export function planChanges(record: BookRecord, item: LibraryItem, options: PlanOptions): Plan {
  const plan: Plan = { fills: [], proposals: [], kept: [] };
  const held = heldValues(item);
  for (const field of fieldNames) planField(plan, field, { record, item, held, ...options });
  return plan;
}

type Look = PlanOptions & { record: BookRecord; item: LibraryItem; held: HeldValues };

function planField<Field extends FieldName>(plan: Plan, field: Field, look: Look): void {
  const decided = look.record[field];
  if (!decided || decided.source === 'library') return;
  const before: Values[Field] | null = look.held[field] ?? null;
  const after = wantedValue(field, decided.value as Values[Field], before);
  const { source, confidence } = decided;
  const change = { field, before, after, source };
  const keep = (reason: string) => void plan.kept.push({ field, reason });

  const unfit = whyUnfit(field, after, look.item);
  if (unfit !== null) return unfit === '' ? undefined : keep(unfit);
  if (sameValue(field, before, after)) return;
  const settled = whySettled(change, look.past);
  if (settled !== null) return settled === '' ? undefined : keep(settled);
  const isEmpty = before === null || onlyAdds(field, before, after);
  const needed = isEmpty || look.mode !== 'drift' ? fillConfidence : driftConfidence;
  if (confidence < needed) return keep(`not sure enough: ${Math.round(confidence * 100)} %`);
  if (isEmpty) return void plan.fills.push(change);
  if (look.mode === 'drift') {
    if (drifting.has(field)) return void plan.fills.push(change);
    return keep('protected from drift');
  }
  const isAsked = askedAlways.has(field) || (look.mode === 'full' && askedInFull.has(field));
  if (isAsked) plan.proposals.push(change);
  else keep('only filled when empty');
}

/** Why a value has no place in this item: a sentence, nothing to tell (''), or null when it has one. */
function whyUnfit(field: FieldName, value: unknown, item: LibraryItem): string | null {
  if (field === 'durationMinutes') return '';
  if (field === 'isAbridged') return value === true ? null : '';
  if (field === 'coverUrl') return item.hasCover === false ? null : '';
  if (field === 'chapters') return whyNoChapters(value as Values['chapters'], item);
  return null;
}

function whyNoChapters(chapters: Values['chapters'], item: LibraryItem): string | null {
  if (item.chapterCount > 1 || chapters.length < 2) return '';
  const [seconds, end] = [item.durationSeconds, chapters.at(-1)?.endSeconds ?? 0];
  if (seconds === null) return 'the length of the recording is unknown';
  if (Math.abs(end - seconds) <= seconds * chapterLengthTolerance) return null;
  return `they end at ${Math.round(end)} s, the recording at ${Math.round(seconds)} s`;
}

/** A series that only the library knows is a person's and stays; the spelling of a known one stays too. */
function wantedValue<Field extends FieldName>(
  field: Field,
  value: Values[Field],
  held: Values[Field] | null,
): Values[Field] {
  if (field !== 'series' || held === null) return value;
  const [present, told] = [held as SeriesPlace[], value as SeriesPlace[]];
  const kept = present.map((place) => {
    const named = told.find((one) => sameSeries(one, place));
    return named && !sameSequence(place, named) ? { ...place, sequence: named.sequence } : place;
  });
  const added = told.filter((one) => !present.some((place) => sameSeries(one, place)));
  return [...kept, ...added] as Values[Field];
}

/** A series whose place was not known is an empty field in all but name. */
function onlyAdds(field: FieldName, before: unknown, after: unknown): boolean {
  if (field !== 'series') return false;
  const [held, wanted] = [before as SeriesPlace[], after as SeriesPlace[]];
  return (
    held.length === wanted.length &&
    held.every((place, index) =>
      place.sequence === null ? true : place.sequence === wanted[index]?.sequence,
    )
  );
}

/** Why the same change is not made again, '' when it was made and stands; null when it may be. */
function whySettled(
  { field, before, after, source }: Change,
  past: readonly PastChange[],
): string | null {
  for (const { sent, held, state, ...one } of past) {
    if (one.field !== field || !sameValue(field, sent as never, after as never)) continue;
    // The server may hold it in another form than it was sent in.
    if (state === 'written' && exactlySame(field, held, before)) return '';
    const reason = whySettledBy[state];
    const isOpen = state === 'proposed' || state === 'intended' || state === 'undoing';
    if (reason !== null && (isOpen || source !== 'person')) return reason;
  }
  return null;
}

const whySettledBy: Readonly<Record<CorrectionState, string | null>> = {
  proposed: 'asked already',
  rejected: 'rejected before',
  intended: 'on its way already',
  written: 'changed by a person since it was written',
  refused: 'the library did not take it',
  kept: null,
  undoing: 'on its way already',
  undone: 'undone before',
};
