// Plain JavaScript for the same reason as src/main.js; a thread keeps its compiled sources by itself.
import { keepCompiled } from '../compile-cache.js';
import { spareWebSocket } from '../spare-websocket.js';

keepCompiled();
spareWebSocket();
await import('./worker.ts');
