import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createQbittorrent, type Qbittorrent } from '../../../src/clients/qbittorrent/index.ts';
import { type LoginGate, memoryLoginGate } from '../../../src/clients/qbittorrent/login-gate.ts';
import { type Gate, startGate } from '../../e2e/gate.ts';
import {
  qbittorrentAvailable,
  type RunningQbittorrent,
  startQbittorrent,
} from '../../support/qbittorrent.ts';
import { connectTo } from '../../support/swarm-client.ts';

const minuteMs = 60_000;
/** The program's own setting: the fifth failure bans an address for an hour. */
const failuresToBan = 5;

describe.skipIf(!qbittorrentAvailable)('logging in to the real program', () => {
  let program: RunningQbittorrent;
  /** A way to it by another port, as a container has it; it also counts the logins. */
  let otherPort: Gate;
  let now: Date;

  beforeEach(async () => {
    program = await startQbittorrent();
    otherPort = await startGate(program.baseUrl);
    now = new Date('2026-03-01T12:00:00Z');
  }, 40_000);

  afterEach(async () => {
    await otherPort?.stop();
    await program?.stop();
  });

  function connect(
    options: { password?: string; apiKey?: string; gate?: LoginGate } = {},
  ): Qbittorrent {
    return createQbittorrent({
      baseUrl: program.baseUrl,
      username: program.username,
      password: options.password ?? program.password,
      apiKey: options.apiKey,
      userAgent: 'test',
      now: () => now,
      loginGate: options.gate ?? memoryLoginGate(),
    });
  }

  test('a ban is told apart from a wrong password, waited for, and over when it is lifted', async () => {
    for (let failure = 0; failure < failuresToBan; failure += 1) {
      await connect({ password: 'wrong' })
        .version()
        .catch(() => undefined);
    }
    const gate = memoryLoginGate();

    await expect(connect({ gate }).version()).rejects.toThrow(
      'qBittorrent refused the login: it has banned our address after too many failed logins; next try at 2026-03-01T12:10:00.000Z',
    );
    // Starting again is one way to lift it.
    await program.shutDown();
    await program.startAgain();
    await expect(connect({ gate }).version()).rejects.toThrow('it has banned our address');
    now = new Date(now.getTime() + 10 * minuteMs);

    expect(await connect({ gate }).version()).toMatchObject({ api: expect.stringMatching(/^2/) });
  });

  test('another port in front of it is named as the cause, and costs no failed login', async () => {
    const { host } = new URL(otherPort.url);
    const viaOtherPort = () =>
      createQbittorrent({
        baseUrl: otherPort.url,
        username: program.username,
        password: program.password,
        userAgent: 'test',
        now: () => now,
        loginGate: memoryLoginGate(),
      });

    for (let time = 0; time <= failuresToBan; time += 1) {
      await expect(viaOtherPort().version()).rejects.toThrow(
        `qBittorrent does not answer to the name ${host} (401): its own Web UI port is another one`,
      );
    }

    expect(await connect().version()).toMatchObject({ api: expect.stringMatching(/^2/) });
  });

  test('an API key needs no login, and a withdrawn one is told', async (context) => {
    const [, minor] = (await connect().version()).api.split('.');
    if (Number(minor) < 14) context.skip('API keys came with qBittorrent 5.2');
    const apiKey = await (await connectTo(program)).rotateApiKey();

    const first = await connect({ apiKey }).version();
    await (await connectTo(program)).rotateApiKey();
    const withdrawn = connect({ apiKey }).version();

    await expect(withdrawn).rejects.toThrow('it does not accept the API key; next try at');
    expect(first.api).toMatch(/^2/);
  });
});
