import { type PlaceOptions, placeBook } from '../../src/importing/place.ts';

/** Places a book in a process of its own, perhaps of another user, and prints what came of it. */
const options = JSON.parse(process.argv[2] ?? '') as Omit<PlaceOptions, 'owns' | 'signal'>;
const signal = new AbortController().signal;
console.log(JSON.stringify(await placeBook({ ...options, owns: () => false, signal })));
