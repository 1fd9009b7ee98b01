import { z } from 'zod';
import { formats } from './decode.ts';
import { readOutput } from './run.ts';

/** What stands in a file; tags by ffmpeg's names for them. */
export type Probe = {
  tags: Record<string, string>;
  durationSeconds: number | null;
  chapters: { title: string; startSeconds: number; endSeconds: number }[];
};

const withinMs = 60_000;
const mostBytes = 8 * 1024 * 1024;
const shown = '-print_format json -show_format -show_chapters -show_streams -select_streams a:0';
const options = `-hide_banner -v error -protocol_whitelist file -format_whitelist ${formats} ${shown}`;

const seconds = z.coerce.number().min(0);
const tags = z.record(z.string(), z.string()).catch({});
const answer = z.object({
  streams: z.array(z.object({ tags })).min(1),
  format: z.object({ duration: seconds.nullable().catch(null), tags }),
  chapters: z.array(z.object({ start_time: seconds, end_time: seconds, tags })).catch([]),
});

/** Reads a file with `ffprobe`; `null` when there is no sound in it that it understands. */
export async function probeFile(program: string, file: string): Promise<Probe | null> {
  const args = [...options.split(' '), `file:${file}`];
  const end = await readOutput(program, args, { withinMs, mostBytes });
  if ('brokenOff' in end) return null;
  const read = answer.safeParse(jsonIn(end.output));
  if (!read.success) return null;
  const { streams, format, chapters } = read.data;
  return {
    // Ogg keeps its tags with the stream.
    tags: { ...streams[0]?.tags, ...format.tags },
    durationSeconds: format.duration,
    chapters: chapters.map((one) => ({
      title: one.tags['title'] ?? '',
      startSeconds: one.start_time,
      endSeconds: one.end_time,
    })),
  };
}

function jsonIn(output: Buffer): unknown {
  try {
    return JSON.parse(output.toString('utf8'));
  } catch {
    return null;
  }
}
