import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import type { Reply } from '../src/command/reply.ts';
import { type Finding, takeLooks } from '../src/setup/finding.ts';
import { allLooks } from '../src/setup/looks.ts';

type State = Finding['state'];

/** What needs somebody comes first. Letters' signs: not every terminal and chat has a font for coloured ones. */
const marks: Record<State, string> = { bad: '✗', warning: '!', open: '–', off: '–', ok: '✓' };
const worstFirst = Object.keys(marks);

export default defineCommand({
  name: 'doctor',
  description: 'Looks at every connection, folder and chat: what is well, what is not, what to do',
  role: 'owner',
  effect: 'read',
  visibility: 'private',
  input: z.strictObject({}),
  async run(_input, { em, services }) {
    return { findings: await takeLooks(allLooks(em, services)) };
  },
  view({ findings }): Reply {
    const count = (state: State) => findings.filter((one) => one.state === state).length;
    const tone = count('bad') > 0 ? 'danger' : count('warning') > 0 ? 'warning' : 'ok';
    const sorted = findings.toSorted(
      (one, other) => worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state),
    );
    return {
      title: `${count('ok')} of ${findings.length} are well`,
      tone,
      blocks: [
        {
          kind: 'list',
          items: sorted.map(({ name, state, text, hint }) => ({
            text: `${marks[state]} ${name}: ${text}`,
            ...(hint ? { detail: hint } : {}),
          })),
        },
      ],
    };
  },
});
