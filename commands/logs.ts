import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import { say } from '../src/command/reply.ts';
import { timeText } from '../src/command/time-text.ts';
import { keptLogFile, type LogLine, logLevels, readKeptLog } from '../src/journal/kept-log.ts';

const mostDetail = 400;

export default defineCommand({
  name: 'logs',
  description: 'The last lines of the log: the newest first, with the ids that answers named',
  role: 'owner',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({
    level: z.enum(logLevels).default('info').describe('only lines of this level or worse'),
    text: z
      .string()
      .max(100)
      .optional()
      .describe('only lines that hold this: a job, a chat, a service, an id'),
    limit: z.int().min(1).max(100).default(15),
  }),
  async run(question, { services }) {
    const { dataDir, settings } = services.config;
    return { lines: readKeptLog(keptLogFile(dataDir), question), timeZone: settings.TZ };
  },
  view({ lines, timeZone }) {
    if (lines === null) {
      const text = 'No lines are kept: nothing was logged yet, or DATA_DIR cannot be written.';
      return say('The log is empty', text);
    }
    if (lines.length === 0) return say('No such lines', 'No line that is kept fits.');
    const items = lines.map((line) => ({
      text: `${line.level} · ${timeText(new Date(line.at), timeZone)} · ${line.message}`,
      ...detailOf(line),
    }));
    const title = `Log: the last ${lines.length === 1 ? 'line' : `${lines.length} lines`}`;
    return { title, tone: 'info', blocks: [{ kind: 'list', items }] };
  },
});

/** Without the stack, which is of use in the file alone. */
function detailOf({ data }: LogLine): { detail?: string } {
  const words = Object.entries(data)
    .filter(([name, value]) => name !== 'stack' && value !== null)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');
  if (words === '') return {};
  return { detail: words.length > mostDetail ? `${words.slice(0, mostDetail)}…` : words };
}
