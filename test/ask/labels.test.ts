import { expect, test } from 'vitest';
import { judge, type Judged, readQuestions, stockPages } from '../labels/ask/judge.ts';
import { held, tuned } from '../labels/ask/questions.ts';
import { useDatabase } from '../support/use-database.ts';

const { em } = useDatabase();

async function judgeAll(text: string): Promise<Judged[]> {
  const all: Judged[] = [];
  for (const one of readQuestions(text)) all.push(await judge(em(), one));
  return all;
}

test('most labelled questions find their passage, and those without an answer are told apart', async () => {
  await stockPages(em());
  const parts = [await judgeAll(tuned), await judgeAll(held)];

  for (const part of parts) {
    const asked = part.filter(({ accepted }) => !accepted.includes('nothing'));
    const others = part.filter(({ accepted }) => accepted.includes('nothing'));
    const near = asked.filter(({ place }) => place !== null && place <= 3);
    expect(asked.length).toBeGreaterThanOrEqual(40);
    expect(near.length / asked.length).toBeGreaterThan(0.7);
    expect(others.filter(({ isRight }) => isRight).length / others.length).toBeGreaterThan(0.6);
  }
});

test('no question stands in both parts', () => {
  const known = new Set(readQuestions(tuned).map(({ question }) => question));

  expect(readQuestions(held).filter(({ question }) => known.has(question))).toEqual([]);
});
