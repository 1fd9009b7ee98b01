import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { ServiceParameters } from '../../src/app.ts';

// Follows the downloads in a process of its own that kills itself right before its nth change of the
// disk or request to a server; with a number too high it comes to its end.
const [json = '', nth = ''] = process.argv.slice(2);
let isCounting = false;
let calls = 0;

function count(): void {
  if (!isCounting) return;
  calls += 1;
  if (calls === Number(nth)) process.kill(process.pid, 'SIGKILL');
}

function counted<Call extends (...given: never[]) => unknown>(call: Call): Call {
  return ((...given: never[]) => {
    count();
    return call(...given);
  }) as Call;
}

const { promises } = fs;
promises.mkdir = counted(promises.mkdir);
promises.link = counted(promises.link);
promises.rename = counted(promises.rename);
promises.rm = counted(promises.rm);
promises.unlink = counted(promises.unlink);
http.request = counted(http.request);
syncBuiltinESMExports();

const { openServices } = await import('../../src/app.ts');
const { followDownloads } = await import('../../src/downloads/follow.ts');
const { services, close } = await openServices(JSON.parse(json) as ServiceParameters);
const { signal } = new AbortController();
isCounting = true;
await followDownloads(services, { signal, untilMs: 0, onProgress: async () => {} });
isCounting = false;
await close();
