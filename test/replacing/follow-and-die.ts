import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { ServiceParameters } from '../../src/app.ts';
import { keepCompiled } from '../../src/compile-cache.js';
import type { Services } from '../../src/services.ts';

// Follows the downloads in a process of its own. Given a step it kills itself there: a step is the last
// change of the disk, of a server or of the database, and what would have come next. Without one it comes
// to its end and writes down every step at which it could have died; questions alone make no new one.
const [json = '', diesAt = ''] = process.argv.slice(2);
const steps = new Set<string>();
let isCounting = false;
let last: string | null = 'the start';

/** Called before anything that leaves the program; `isChange` when it is not a mere question. */
function leave(what: string, isChange: boolean): void {
  if (!isCounting) return;
  if (last !== null) {
    const step = `${last}, then ${what}`;
    if (step === diesAt) process.kill(process.pid, 'SIGKILL');
    steps.add(step);
  }
  last = isChange ? what : null;
}

/** Which of the places of a swap a path is; names and numbers differ from test to test. */
function placeOf(path: unknown): string {
  const text = String(path);
  const form = /\.m(4b|p3)$/.test(text) ? 'file' : 'folder';
  if (text.includes('shelfwarden-restore')) return `restored ${form}`;
  return text.includes('/.') ? `hidden ${form}` : `${form} of the library`;
}

function counted<Call extends (...args: never[]) => unknown>(name: string, call: Call): Call {
  return ((...args: never[]) => {
    const paths = args.filter((arg) => typeof arg === 'string').map(placeOf);
    leave([name, ...paths].join(' '), true);
    return call(...args);
  }) as Call;
}

const { promises } = fs;
promises.mkdir = counted('mkdir', promises.mkdir);
promises.link = counted('link', promises.link);
promises.rename = counted('rename', promises.rename);
promises.rm = counted('rm', promises.rm);
promises.unlink = counted('unlink', promises.unlink);
const { request } = http;
http.request = ((...args: Parameters<typeof request>) => {
  const [first, second] = args as unknown as [URL | object, { method?: string } | undefined];
  const { method = 'GET' } = second ?? (first as { method?: string });
  const { pathname } = first as URL;
  leave(`${method} ${pathname.replaceAll(/[\da-f-]{36}/g, ':id')}`, method !== 'GET');
  return request(...args);
}) as typeof request;
syncBuiltinESMExports();

/** A connection whose writes count; a transaction is one of them. */
function countingEm(open: Services['em']): Services['em'] {
  return () => {
    const em = open();
    const transactional = em.transactional.bind(em);
    const execute = em.execute.bind(em);
    em.transactional = ((...args: Parameters<typeof transactional>) => {
      leave('a transaction', true);
      return transactional(...args);
    }) as typeof transactional;
    em.execute = ((...args: Parameters<typeof execute>) => {
      const statement = typeof args[0] === 'string' ? args[0].trim() : 'select';
      const [status] = Object.values(args[1] ?? {});
      const what = [...statement.split(/\s+/).slice(0, 3), String(status)].join(' ');
      if (!statement.startsWith('select')) leave(what, true);
      return execute(...args);
    }) as typeof execute;
    return em;
  };
}

keepCompiled();
const { openServices } = await import('../../src/app.ts');
const { followDownloads } = await import('../../src/downloads/follow.ts');
const { services, close } = await openServices(JSON.parse(json) as ServiceParameters);
const { signal } = new AbortController();
const counting = { ...services, em: countingEm(services.em) };
isCounting = true;
await followDownloads(counting, { signal, untilMs: 0, onProgress: async () => {} });
isCounting = false;
await close();
process.stdout.write(JSON.stringify([...steps]));
