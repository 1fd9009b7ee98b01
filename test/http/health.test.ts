import { expect, test } from 'vitest';
import { at, startServing } from './serving.ts';

const readyPaths = ['/health', '/health/ready', '/api/system/health'];

test('health answers without a key', async () => {
  await using http = await startServing({
    health: {
      live: () => ({ version: '1.2.3' }),
      ready: async () => ({ ok: true, checks: { database: 'ok' } }),
    },
  });

  const live = await http.ask('/health/live', { key: null });
  const ready = await Promise.all(readyPaths.map((path) => http.ask(path, { key: null })));

  expect(live.body.data).toEqual({ version: '1.2.3' });
  for (const answer of ready) {
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ status: 'ok', services: { database: 'ok' } });
  }
});

test('a program that cannot work says which part is failing, and only its log says why', async () => {
  const checks = { database: 'password of user warden refused at 10.0.0.5', scheduler: 'ok' };
  await using http = await startServing({
    health: { live: () => null, ready: async () => ({ ok: false, checks }) },
  });

  const answers = await Promise.all(readyPaths.map((path) => http.ask(path, { key: null })));
  const live = await http.ask('/health/live', { key: null });

  expect(live.status).toBe(200);
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      success: false,
      data: { status: 'degraded', services: { database: 'failing', scheduler: 'ok' } },
      error: expect.objectContaining({ code: 'service_unreachable' }),
      timestamp: at.toISOString(),
    });
    expect(http.lines).toContainEqual({
      level: 'warn',
      message: 'not ready',
      data: { id: answer.body.error?.id, checks },
    });
  }
});

test('a check that breaks is an internal error without its message', async () => {
  const ready = () => Promise.reject(new Error('socket /srv/private is gone'));
  await using http = await startServing({ health: { live: () => null, ready } });

  const answer = await http.ask('/health/ready', { key: null });

  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('private');
});

test('health has a limit of its own, beside the one of the API', async () => {
  await using http = await startServing();
  const ask = (path: string) => http.ask(path, { key: null });

  const answers = await Promise.all(Array.from({ length: 101 }, () => ask('/health/live')));
  const api = await ask('/api/status');

  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(100);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(1);
  expect(api.status).toBe(401);
});
