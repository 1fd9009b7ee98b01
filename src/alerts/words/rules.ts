import type { Block } from '../../command/reply.ts';
import { fields } from '../../command/reply.ts';
import type { Words } from './words.ts';

type Page = { path: string; label: string; isBinding: boolean };
type Change = { title: string; added: string[]; removed: string[] };

const shownLines = 12;

/** Lines with a sign before each: + what is new, − what is gone. */
export function changedLines(changes: readonly Change[], most: number): Block[] {
  const lines = changes.flatMap(({ title, added, removed }) => [
    ...removed.map((line) => ({ text: `− ${line}`, detail: title })),
    ...added.map((line) => ({ text: `+ ${line}`, detail: title })),
  ]);
  const more = lines.length - most;
  return [
    { kind: 'list', items: lines.slice(0, most) },
    ...(more > 0 ? [{ kind: 'text' as const, text: `and ${more} more lines` }] : []),
  ];
}

/** What members may do has changed; boards and notes only say that there is something new. */
export function rulesChanged(page: Page, version: number, changes: readonly Change[]): Words {
  const input = { page: page.path };
  const titles = changes.map(({ title }) => ({ text: title }));
  return {
    kind: 'tracker-rules-changed',
    severity: page.isBinding ? 'warning' : 'info',
    reply: {
      title: page.isBinding ? `The tracker changed: ${page.label}` : `New on: ${page.label}`,
      tone: page.isBinding ? 'warning' : 'info',
      blocks: [
        ...(page.isBinding
          ? changedLines(changes, shownLines)
          : [{ kind: 'list' as const, items: titles.slice(0, shownLines) }]),
        fields({
          Did: `stored it as version ${version}; nothing the bot does has changed by it`,
          'You can': page.isBinding ? 'read it and adapt your settings if it concerns them' : null,
        }),
        {
          kind: 'buttons',
          buttons: [
            { label: 'Seen', runs: 'rules', input: { ...input, action: 'seen' }, style: 'primary' },
            {
              label: 'All changes',
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
