const writing = /\b(insert\s+into|delete\s+from|update)\s+"?([a-z_]+)"?/gi;
/** `for update` locks, and `on conflict do update` belongs to its insert. */
const notTables = new Set(['set', 'skip', 'of', 'nowait']);

/** What a statement changes: "insert outbox"; empty for one that only reads. */
export function writesOf(statement: string): string[] {
  const found = [...statement.matchAll(writing)].filter(([, , table = '']) => {
    return !notTables.has(table.toLowerCase());
  });
  return [...new Set(found.map(([, verb = '', table = '']) => `${firstWord(verb)} ${table}`))];
}

export function isCommit(statement: string): boolean {
  return /^\s*(commit|end)\b/i.test(statement);
}

function firstWord(text: string): string {
  return text.toLowerCase().split(/\s/)[0] ?? '';
}
