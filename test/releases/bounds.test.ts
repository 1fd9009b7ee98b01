import { expect, test } from 'vitest';
import { readers, texts } from './bounds.ts';

// A pattern that tries again and again would need hours for one of these, so that coming back is the proof.
test.each(Object.entries(readers))('reads %s out of a megabyte of anything', (name, read) => {
  let slowest = { ms: 0, text: '' };
  for (const text of texts) {
    const start = performance.now();
    read(text);
    const ms = performance.now() - start;
    if (ms > slowest.ms) slowest = { ms, text: text.slice(0, 20) };
  }

  console.log(`${name}: slowest ${slowest.ms.toFixed(0)} ms, for ${JSON.stringify(slowest.text)}…`);
  expect(slowest.ms).toBeGreaterThan(0);
});
