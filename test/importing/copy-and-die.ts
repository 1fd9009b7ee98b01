import fs from 'node:fs';
import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';

/** Copies a book into the library in a process that is killed when so many bytes are written. */
const [json = '', bytes = ''] = process.argv.slice(2);
const options = JSON.parse(json) as Omit<PlaceOptions, 'owns' | 'signal'>;

let left = Number(bytes);
const { write } = fs;

type Done = (error: Error | null, written: number, buffer: Buffer) => void;

function writeSome(fd: number, chunk: Buffer, position: number | null, done: Done): void {
  if (chunk.length > left) {
    fs.writeSync(fd, chunk, 0, left, position);
    process.kill(process.pid, 'SIGKILL');
  }
  left -= chunk.length;
  write(fd, chunk, 0, chunk.length, position, done);
}

// What a write stream calls.
Object.assign(fs, {
  write: (fd: number, from: Buffer, at: number, length: number, position: number, done: Done) =>
    writeSome(fd, from.subarray(at, at + length), position, done),
  writev: (fd: number, chunks: Buffer[], position: number, done: Done) =>
    writeSome(fd, Buffer.concat(chunks), position, done),
});

await placeBook({ ...options, owns: () => false, signal: new AbortController().signal });
