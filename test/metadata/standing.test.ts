import { expect, test } from 'vitest';
import { ExternalError } from '../../src/errors.ts';
import { noteAnswer, noteFailure, takeTurn } from '../../src/metadata/standing.ts';
import { useDatabase } from '../support/use-database.ts';

const { em, openSecond } = useDatabase();
const now = new Date('2026-11-02T10:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const away = (retryAt?: Date) =>
  new ExternalError('itunes', 'throttled', 'itunes answered 429', { retryAt });

test('who asked for time is left alone, and the reason can be read', async () => {
  const error = away(later(3));
  await noteFailure(em(), 'itunes', { error, isProbe: false, now });

  expect(await takeTurn(em(), 'itunes', later(2))).toEqual({
    kind: 'rest',
    until: later(3),
    reason: 'itunes answered 429',
  });
  expect(await takeTurn(em(), 'audible', now)).toEqual({ kind: 'ask' });
});

test('of two processes one probes; when that one dies, the next may after its time', async () => {
  const second = await openSecond();
  await noteFailure(em(), 'itunes', { error: away(later(3)), isProbe: false, now });

  const turns = await Promise.all(
    Array.from({ length: 12 }, (_, at) => takeTurn((at % 2 ? em : second)(), 'itunes', later(4))),
  );
  const afterwards = await takeTurn(em(), 'itunes', later(6));

  expect(turns.filter(({ kind }) => kind === 'probe')).toHaveLength(1);
  expect(turns.filter(({ kind }) => kind === 'rest')).toHaveLength(11);
  expect(afterwards.kind).toBe('probe');
});

test('failures of two processes are counted together', async () => {
  const second = await openSecond();

  await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      noteFailure((at % 2 ? em : second)(), 'itunes', { error: away(), isProbe: false, now }),
    ),
  );

  expect(await takeTurn(em(), 'itunes', now)).toMatchObject({ kind: 'rest', until: later(5) });
});

test('an answer ends it', async () => {
  await noteFailure(em(), 'itunes', { error: away(later(3)), isProbe: false, now });

  await noteAnswer(em(), 'itunes');

  expect(await takeTurn(em(), 'itunes', now)).toEqual({ kind: 'ask' });
});
