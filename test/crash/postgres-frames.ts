/** One message of PostgreSQL's protocol, as it goes over the wire; the first of a client has no type. */
export type Frame = { type: string; bytes: Buffer };

const lengthBytes = 4;

/** Cuts a stream into messages; what is not complete waits for the next call. */
export function createFrames(startsWithType: boolean): (chunk: Buffer) => Frame[] {
  let rest = Buffer.alloc(0);
  let hasType = startsWithType;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const typeBytes = hasType ? 1 : 0;
      if (rest.length < typeBytes + lengthBytes) return frames;
      const size = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < size) return frames;
      const type = hasType ? String.fromCharCode(rest[0] ?? 0) : '';
      frames.push({ type, bytes: rest.subarray(0, size) });
      rest = rest.subarray(size);
      hasType = true;
    }
  };
}

/** The statement that a run of messages of a client carries; null when none does. */
export function statementOf(frames: readonly Frame[], prepared: Map<string, string>) {
  let statement: string | null = null;
  for (const { type, bytes } of frames) {
    if (type === 'Q') statement = textAt(bytes, 5).text;
    if (type === 'P') {
      const name = textAt(bytes, 5);
      statement = textAt(bytes, name.end).text;
      prepared.set(name.text, statement);
    }
    if (type === 'B') {
      const portal = textAt(bytes, 5);
      statement = prepared.get(textAt(bytes, portal.end).text) ?? null;
    }
  }
  return statement;
}

function textAt(bytes: Buffer, from: number): { text: string; end: number } {
  const end = bytes.indexOf(0, from);
  return { text: bytes.toString('utf8', from, end), end: end + 1 };
}
