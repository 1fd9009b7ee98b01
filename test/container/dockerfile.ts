/** One instruction of a Dockerfile with its words as they stand there. */
export type Instruction = { name: string; rest: string };
/** An image on the way to the last one, and what it is made from. */
export type Stage = { from: string; name: string | null; instructions: Instruction[] };

/** The stages of a Dockerfile; lines that go on with a backslash are put together. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^\s*(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') {
      const [, from = '', as] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? [];
      stages.push({ from, name: as ?? null, instructions: [] });
    } else stages.at(-1)?.instructions.push({ name, rest });
  }
  return stages;
}

/** The words of an instruction in JSON, such as CMD ["node", "main.ts"]. */
export function wordsOf(rest: string): string[] {
  const from = rest.indexOf('[');
  return JSON.parse(rest.slice(from)) as string[];
}
