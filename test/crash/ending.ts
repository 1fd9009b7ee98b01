import { readFolder } from '../e2e/folders.ts';
import { differences } from './differences.ts';
import type { Scene } from './scene.ts';

/** What there is in the end, whatever happened on the way. */
export type Ending = {
  /** Every file of the library with its content, temporary ones included. */
  files: Record<string, string>;
  /** The titles of what the chat shows; the numbers of alerts have gaps where a transaction was lost. */
  messages: string[];
  /** Alerts that nobody was told. */
  untold: string[];
  unfinished: string[];
};

export async function endingOf({ world, room, rows }: Scene): Promise<Ending> {
  const files = await readFolder(world.library.folder);
  // An alert may wait for hours until somebody answers it.
  const unfinished = await rows<{ what: string }>(
    `select concat('outbox ', key, ': ', status, ' ', last_error) what
       from outbox where status = 'dead' or (status = 'pending' and topic <> 'escalate')
     union all
     select concat('job ', task_name, ': ', status)
       from tasks where status in ('requested', 'running', 'failed')`,
  );
  const alerts = await rows<{ id: number; kind: string }>('select id, kind from alerts');
  const told = new Set(room.messages.map(({ key }) => key));
  return {
    files: Object.fromEntries([...files].map(([name, { sha256 }]) => [name, sha256])),
    messages: room.messages.map(({ reply }) => reply.title).toSorted(),
    untold: alerts.filter(({ id }) => !told.has(`alert:${id}:room`)).map(({ kind }) => kind),
    unfinished: unfinished.map(({ what }) => what),
  };
}

/** What is otherwise than without a kill; of a story that may end in two ways, what no end may be. */
export function mistakes(found: Ending, expected: Ending, hasOneEnding: boolean): string[] {
  const messages = hasOneEnding ? expected.messages : found.messages;
  return differences(found, { ...expected, messages, untold: [], unfinished: [] });
}
