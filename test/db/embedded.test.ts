import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { findClosedFolder, findServerUser } from '../../src/db/embedded-user.ts';
import { ExternalError } from '../../src/errors.ts';
import { isRoot, query, run, startInKilledProgram, useDataFolder } from '../support/embedded.ts';
import { waitForEnd } from '../support/processes.ts';

const place = useDataFolder();
const anotherAccount = { uid: 1, gid: 1 };
const canLendProgram =
  isRoot && (await findClosedFolder(import.meta.dirname, anotherAccount)) === null;

function pidFile(pid: number): string {
  const { dataDir, folder } = place;
  return `${pid}\n${dataDir}\n1700000000\n5432\n${folder}\n\n 1234567 0\nready   \n`;
}

test('the first start makes the data and a server that answers only through a private folder', async () => {
  const server = await place.start();

  expect(server.isAdopted).toBe(false);
  expect(await query(server, 'show server_encoding')).toBe('UTF8');
  expect(await query(server, 'show listen_addresses')).toBe('');
  expect((await stat(server.host)).mode & 0o777).toBe(0o700);
  expect((await readdir(place.folder)).sort()).toEqual([
    'data',
    'postgres.log',
    path.basename(server.host),
  ]);
});

test('data of an earlier start are found again after a stop', async () => {
  await place.copyPreparedData();
  const first = await place.start();
  await query(first, 'create table kept as select 7 as number');
  await first.stop();

  const second = await place.start();

  expect(second.isAdopted).toBe(false);
  expect(await query(second, 'select number from kept')).toBe(7);
});

test('stopping twice is the same as stopping once', async () => {
  await place.copyPreparedData();
  const server = await place.start();

  await server.stop();
  await server.stop();

  await expect(query(server, 'select 1')).rejects.toThrow('ENOENT');
});

test('a server left running by a killed program is adopted', async () => {
  await place.copyPreparedData();
  const pid = await startInKilledProgram(place.dataDir);

  const server = await place.start();

  expect(server).toMatchObject({ isAdopted: true, pid });
  expect(await query(server, 'select 1')).toBe(1);
});

test('committed rows survive a killed server', async () => {
  await place.copyPreparedData();
  const first = await place.start({ synchronous_commit: 'on' });
  await query(first, 'create table kept as select 7 as number');
  const { host, port, user } = first;
  const session = new pg.Client({ host, port, user, database: 'postgres' });
  session.on('error', () => undefined);
  const sessionLost = new Promise((resolve) => session.once('end', resolve));
  await session.connect();
  process.kill(first.pid, 'SIGKILL');
  await sessionLost;
  await waitForEnd(first.pid);

  const second = await place.start();

  expect(second.isAdopted).toBe(false);
  expect(await query(second, 'select number from kept')).toBe(7);
});

test('the pid file of a process that is gone does not prevent a start', async () => {
  await place.copyPreparedData();
  const gone = spawn('true');
  await once(gone, 'exit');
  await writeFile(path.join(place.dataDir, 'postmaster.pid'), pidFile(gone.pid ?? 0));

  const server = await place.start();

  expect(server.isAdopted).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'a pid file whose number now belongs to another program does not prevent a start',
  async () => {
    await place.copyPreparedData();
    const stranger = spawn('sleep', ['60'], { ...(await findServerUser()), cwd: '/' });
    await writeFile(path.join(place.dataDir, 'postmaster.pid'), pidFile(stranger.pid ?? 0));

    const server = await place.start().finally(() => stranger.kill());

    expect(server.isAdopted).toBe(false);
  },
);

test.runIf(process.platform === 'linux')(
  'a server at work that cannot be reached is named, and no second one is started',
  async () => {
    await place.copyPreparedData();
    const { host, port, pid } = await place.start();
    await rm(path.join(host, `.s.PGSQL.${port}`));

    const failure = await place.start().catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ExternalError);
    expect(String(failure)).toContain(`kill -INT ${pid}`);
  },
);

test('the server of the original folder is not taken for that of a copy', async () => {
  await place.copyPreparedData();
  const original = await place.start();
  place.dataDir = path.join(place.folder, 'copy/data');
  await mkdir(path.dirname(place.dataDir));
  await run('cp', ['-R', path.join(place.folder, 'data'), place.dataDir]);

  const copy = await place.start();

  expect(copy.isAdopted).toBe(false);
  expect(copy.pid).not.toBe(original.pid);
  await copy.stop();
});

test.runIf(canLendProgram)(
  'run by root, the running server of another account is adopted and stopped',
  async () => {
    await place.copyPreparedData();
    await run('chown', ['-R', '1:1', place.folder]);
    const pid = await startInKilledProgram(place.dataDir, anotherAccount);

    const server = await place.start();
    await server.stop();

    expect(server).toMatchObject({ isAdopted: true, pid });
    expect((await stat(place.dataDir)).uid).toBe(1);
  },
);
