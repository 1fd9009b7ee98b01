/** Lines for `.env`, written so that the value comes out of it as it went in. */
export function envLines(values: ReadonlyMap<string, string>): string[] {
  return [...values].map(([name, value]) => `${name}=${quoted(value)}`);
}

/** Between double quotes `\n` would become the end of a line, so they come last. */
function quoted(value: string): string {
  if (/^[\w./:@,;=+%~?&-]*$/.test(value)) return value;
  const quote = ["'", '`', '"'].find((one) => !value.includes(one));
  if (quote === undefined) throw new Error('a value with three kinds of quotes fits in no line');
  if (quote === '"' && value.includes('\\n'))
    throw new Error('a value with \\n and two kinds of quotes fits in no line');
  return `${quote}${value}${quote}`;
}
