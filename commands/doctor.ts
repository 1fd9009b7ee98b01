import { z } from 'zod';
import { defineCommand } from '../src/command/definition.ts';
import type { Reply } from '../src/command/reply.ts';
import { type Finding, takeLooks } from '../src/setup/finding.ts';
import { allLooks } from '../src/setup/looks.ts';

const marks = { ok: '✅', warning: '🟡', bad: '🔴', off: '⚪', open: '⚪' } as const;

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
    const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length;
    const tone = count('bad') > 0 ? 'danger' : count('warning') > 0 ? 'warning' : 'ok';
    return {
      title: `${count('ok')} of ${findings.length} are well`,
      tone,
      blocks: [
        {
          kind: 'list',
          items: findings.map(({ name, state, text, hint }) => ({
            text: `${marks[state]} ${name}: ${text}`,
            ...(hint ? { detail: hint } : {}),
          })),
        },
      ],
    };
  },
});
