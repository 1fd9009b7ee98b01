import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createDatabase } from '../support/database.ts';
import { createCrossings, type Point } from './crossings.ts';
import { startPostgresGate } from './postgres-gate.ts';

const commit = 'PostgreSQL insert pets #1';

/** A program that keeps two pets in one transaction, and what another one sees of it after its death. */
async function keepPets(point: Point | null) {
  const { drop, connection } = await createDatabase();
  onTestFinished(drop);
  const crossings = createCrossings(point);
  const gate = await startPostgresGate(inject('postgres'), crossings.cross);
  onTestFinished(gate.stop);
  const { user, dbName: database, host, port } = connection;
  const witness = new pg.Client({ user, database, host, port });
  await witness.connect();
  await witness.query('create table pets (name text)');
  const program = new pg.Client({ user, database, host: '127.0.0.1', port: gate.port });
  program.on('error', () => undefined);
  await program.connect();
  crossings.begin(async () => {
    program.connection.stream.destroy();
  });
  const work = async () => {
    await program.query('begin');
    await program.query('insert into pets values ($1)', ['cat']);
    await program.query(`insert into pets values ('dog')`);
    await program.query('commit');
    return (await program.query<{ name: string }>('select name from pets order by 1')).rows;
  };
  const answer = await Promise.race([work(), crossings.killed.then(() => 'dead')]);
  const { rows } = await witness.query<{ name: string }>('select name from pets order by 1');
  await witness.end();
  if (answer !== 'dead') await program.end();
  return { answer, seen: crossings.seen, kept: rows.map(({ name }) => name) };
}

test('what is asked and answered goes through as it is; the commit is what counts', async () => {
  const { answer, seen, kept } = await keepPets(null);

  expect(answer).toEqual([{ name: 'cat' }, { name: 'dog' }]);
  expect(seen).toEqual([commit]);
  expect(kept).toEqual(['cat', 'dog']);
});

test('killed before the commit nothing is there; killed when it was forwarded, everything', async () => {
  const before = await keepPets({ crossing: commit, phase: 'before' });
  const forwarded = await keepPets({ crossing: commit, phase: 'forwarded' });

  expect([before.answer, forwarded.answer]).toEqual(['dead', 'dead']);
  expect(before.kept).toEqual([]);
  expect(forwarded.kept).toEqual(['cat', 'dog']);
});
