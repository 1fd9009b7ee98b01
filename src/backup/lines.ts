/** A text that is read by lines, some one at a time and some in bulk. */
export type Lines = {
  /** The next line without its end; null after the last one. */
  next: () => Promise<string | null>;
  /** The lines up to the one that is `\.` alone, in pieces; that one is passed over. */
  upToMark: () => AsyncGenerator<Buffer>;
};

const newline = 10;
const [backslash, dot] = [92, 46];

/** Reads lines; throws what `cutShort` makes when the text ends within one, or before a mark. */
export function readLines(source: AsyncIterable<Buffer>, cutShort: () => Error): Lines {
  const pieces = source[Symbol.asyncIterator]();
  let pending: Buffer = Buffer.alloc(0);

  async function readMore(): Promise<boolean> {
    const { done, value } = await pieces.next();
    if (done) return false;
    pending = pending.length > 0 ? Buffer.concat([pending, value]) : value;
    return true;
  }

  async function next(): Promise<string | null> {
    let end = pending.indexOf(newline);
    while (end === -1) {
      if (!(await readMore())) {
        if (pending.length > 0) throw cutShort();
        return null;
      }
      end = pending.indexOf(newline);
    }
    const line = pending.toString('utf8', 0, end);
    pending = pending.subarray(end + 1);
    return line;
  }

  async function* upToMark(): AsyncGenerator<Buffer> {
    for (;;) {
      const { length, isMarked } = wholeLines(pending);
      if (length > 0) yield pending.subarray(0, length);
      pending = pending.subarray(isMarked ? length + 3 : length);
      if (isMarked) return;
      if (!(await readMore())) throw cutShort();
    }
  }

  return { next, upToMark };
}

/** How many bytes of whole lines stand before the mark, or before the line that is not complete. */
function wholeLines(text: Buffer): { length: number; isMarked: boolean } {
  let from = 0;
  for (let end = text.indexOf(newline); end !== -1; end = text.indexOf(newline, from)) {
    if (end - from === 2 && text[from] === backslash && text[from + 1] === dot) {
      return { length: from, isMarked: true };
    }
    from = end + 1;
  }
  return { length: from, isMarked: false };
}
