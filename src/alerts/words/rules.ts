import { counted } from '../../command/counted.ts';
import type { Block } from '../../command/reply.ts';
import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Page = { path: string; label: string; isBinding: boolean };
type Change = { title: string; added: string[]; removed: string[] };

const shownLines = 12;

/** What is gone and what is new, section by section. */
export function changedLines(changes: readonly Change[], most: number): Block[] {
  const blocks: Block[] = [];
  let room = most;
  for (const { title, added, removed } of changes) {
    const lines = [
      ...removed.map((line) => ({ text: `gone: ${line}` })),
      ...added.map((line) => ({ text: `new: ${line}` })),
    ];
    const items = lines.slice(0, Math.max(0, room));
    if (items.length > 0) blocks.push({ kind: 'list', ...(title ? { title } : {}), items });
    room -= lines.length;
  }
  if (room < 0) blocks.push({ kind: 'text', text: `… and ${counted(-room, 'more line')}` });
  return blocks;
}

/** What members may do has changed; boards and notes only say that there is something new. */
export function rulesChanged(page: Page, version: number, changes: readonly Change[]): Words {
  const input = { page: page.path };
  const titles = changes.map(({ title }) => ({ text: title }));
  return {
    kind: 'tracker-rules-changed',
    severity: page.isBinding ? 'warning' : 'info',
    reply: {
      title: page.isBinding
        ? `The tracker changed: ${page.label}`
        : `New on the tracker: ${page.label}`,
      tone: page.isBinding ? 'warning' : 'info',
      blocks: [
        ...(page.isBinding
          ? changedLines(changes, shownLines)
          : [{ kind: 'list' as const, items: titles.slice(0, shownLines) }]),
        fields({
          Did: `stored it as version ${version}; nothing the bot does has changed by it`,
          'You can': page.isBinding
            ? 'read it, and change your settings where it concerns them'
            : null,
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Seen', runs: 'rules', input: { ...input, action: 'seen' }, style: 'primary' },
            {
              label: 'Show changes',
              runs: 'rules',
              input: { ...input, action: 'diff' },
              style: 'default',
            },
          ],
        },
      ],
    },
  };
}
