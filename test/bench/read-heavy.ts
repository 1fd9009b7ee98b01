import { readFileSync } from 'node:fs';
import { readHostile } from '../torrent/invariants.ts';

/** Reads one torrent file in a fresh process and prints what it took; the file's own bytes are not counted. */
const bytes = readFileSync(process.argv[2] ?? '');
readHostile(Buffer.from('d4:infod4:name1:xee'));
const before = process.resourceUsage().maxRSS;

const cpuBefore = process.threadCpuUsage();
const outcome = readHostile(bytes);
const cpu = process.threadCpuUsage(cpuBefore);

const peakBytes = (process.resourceUsage().maxRSS - before) * 1024;
console.log(JSON.stringify({ outcome, cpuMs: (cpu.user + cpu.system) / 1000, peakBytes }));
