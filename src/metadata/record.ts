import { agree, type ValueOf } from './agree.ts';
import {
  type BookRecord,
  type Decided,
  type Evidence,
  type FieldName,
  fieldNames,
  type SeriesPlace,
} from './facts.ts';
import { witnesses } from './families.ts';
import { foldSeries } from '../library/text.ts';
import { type Around, namesCast, readersIn } from './readers.ts';
import { type Camp, campsOf, type Statement, statementsOf } from './statements.ts';

/** Values of a field that sources of like weight stand for, the surest first. */
export type Conflict = {
  field: FieldName;
  choices: { value: unknown; sources: string[]; score: number }[];
};

export type Judgement = {
  record: BookRecord;
  conflicts: Conflict[];
  completenessPercent: number;
  /** What a complete record has and this one lacks. */
  missing: string[];
};

/** Fields that people are asked about when sources disagree; of the others one wording is as good as the next. */
const disputable = new Set<FieldName>([
  'title',
  'authors',
  'narrators',
  'series',
  'asin',
  'isbn',
  'isAbridged',
  'durationMinutes',
]);
/** A camp this much weaker than the surest one is outvoted. */
const comparable = 0.75;
/** One weak voice is not worth a question. */
const leastScore = 0.4;

/**
 * What is held to be true of a book by all that is said of it. A person's word beats everything; else
 * the sources that agree are weighed against those that say something else.
 */
export function judgeRecord(evidence: readonly Evidence[]): Judgement {
  const record: BookRecord = {};
  const conflicts: Conflict[] = [];
  const around: Around = {
    authors: settle(evidence, 'authors', { authors: [], publishers: [] }).decided?.value ?? [],
    publishers: statementsOf(evidence, 'publisher').map(({ value }) => value),
  };
  for (const field of fieldNames) {
    const { decided, conflict } = settle(evidence, field, around);
    if (decided) Object.assign(record, { [field]: decided });
    if (conflict) conflicts.push(conflict);
  }
  return { record, conflicts, ...completeness(record) };
}

type Settled<Field extends FieldName> = {
  decided: Decided<ValueOf<Field>> | null;
  conflict: Conflict | null;
};

function settle<Field extends FieldName>(
  evidence: readonly Evidence[],
  field: Field,
  around: Around,
): Settled<Field> {
  const said = statementsOf(evidence, field).flatMap((one) => cleaned(field, one, around) ?? []);
  const same = (a: ValueOf<Field>, b: ValueOf<Field>) => agree[field](a, b, around);
  const person = said.find(({ source }) => source === 'person');
  if (person) {
    const others = said.filter((one) => one !== person && same(person.value, one.value));
    return { decided: decide([person, ...others], person.value, 1), conflict: null };
  }
  const camps = campsOf(said, same);
  const [surest, ...rest] = camps;
  if (!surest) return { decided: null, conflict: null };
  const rivals = disputable.has(field) ? rest.filter((one) => isRival(one, surest, field)) : [];
  const confidence = surest.score - (rivals[0]?.score ?? 0) / 2;
  // What only the library says against somebody is no dispute: its change is proposed when that is sure.
  const isDispute = rivals.length > 0 && witnessesOf(surest, field) > 0;
  return {
    decided: decide(surest.statements, valueOf(field, surest), confidence),
    conflict: isDispute ? conflictOf(field, [surest, ...rivals]) : null,
  };
}

/** A studio in the narrator's place says nothing of the narrator. */
function cleaned<Field extends FieldName>(
  field: Field,
  statement: Statement<Field>,
  around: Around,
): Statement<Field> | null {
  if (field !== 'narrators' || statement.source === 'person') return statement;
  const names = statement.value as string[];
  const readers = readersIn(names, around);
  if (readers.length > 0) return { ...statement, value: readers as ValueOf<Field> };
  return namesCast(names) ? statement : null;
}

/** Whether a camp has to be reckoned with; two independent sources outvote a single one. */
function isRival<Field extends FieldName>(
  camp: Camp<Field>,
  surest: Camp<Field>,
  field: Field,
): boolean {
  const [own, others] = [witnessesOf(camp, field), witnessesOf(surest, field)];
  if (own === 0 || (others > 1 && own < others)) return false;
  return camp.score >= leastScore && camp.score >= comparable * surest.score;
}

function witnessesOf<Field extends FieldName>({ statements }: Camp<Field>, field: Field): number {
  return witnesses(
    statements.map(({ source }) => source),
    field,
  ).length;
}

function decide<Field extends FieldName>(
  [head, ...others]: readonly Statement<Field>[],
  value: ValueOf<Field>,
  confidence: number,
): Decided<ValueOf<Field>> | null {
  if (!head) return null;
  const agreeing = others.map(({ source }) => source);
  return { value, source: head.source, agreeing, confidence, seenAt: head.seenAt };
}

/** The value of the strongest statement; a place in a series that it leaves open is told by the next one. */
function valueOf<Field extends FieldName>(
  field: Field,
  { statements }: Camp<Field>,
): ValueOf<Field> {
  const [head] = statements;
  if (!head) throw new Error('a camp without statements');
  if (field !== 'series') return head.value;
  const told = statements.flatMap(({ value }) => value as SeriesPlace[]);
  const places = (head.value as SeriesPlace[]).map((place) => ({
    ...place,
    sequence: place.sequence ?? sequenceIn(told, place.name),
  }));
  return places as ValueOf<Field>;
}

function sequenceIn(told: readonly SeriesPlace[], name: string): string | null {
  const named = told.filter((place) => foldSeries(place.name) === foldSeries(name));
  return named.find(({ sequence }) => sequence !== null)?.sequence ?? null;
}

function conflictOf<Field extends FieldName>(
  field: Field,
  camps: readonly Camp<Field>[],
): Conflict {
  const choices = camps.map((camp) => ({
    value: valueOf(field, camp),
    sources: camp.statements.map(({ source }) => source),
    score: camp.score,
  }));
  return { field, choices };
}

/** Ten fields make a record complete, each a tenth. */
function completeness(record: BookRecord): { completenessPercent: number; missing: string[] } {
  const places = record.series?.value ?? [];
  const has = {
    title: record.title,
    author: record.authors,
    series: places[0],
    'series number': places.find(({ sequence }) => sequence !== null),
    ISBN: record.isbn,
    ASIN: record.asin,
    publisher: record.publisher,
    'published year': record.publishedYear,
    duration: record.durationMinutes,
    description: record.description,
  };
  const names = Object.entries(has);
  const missing = names.filter(([, value]) => value === undefined).map(([name]) => name);
  return {
    completenessPercent: Math.round((100 * (names.length - missing.length)) / names.length),
    missing,
  };
}
