// Plain JavaScript: one file of TypeScript that is not kept yet brings Node's whole stripper of types into
// memory, some 16 MiB that the kept ones do without.
import { keepCompiled } from './compile-cache.js';
import { spareWebSocket } from './spare-websocket.js';

keepCompiled();
spareWebSocket();
const { run } = await import('./bot.ts');
run();
