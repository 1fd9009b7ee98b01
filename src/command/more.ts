import type { Block, CallInput } from './reply.ts';

/** The longest text a button can carry on every surface. */
const longestText = 40;

type Page = { shown: number; total: number; offset: number };

/** Says which part of a list is shown and offers the next one; nothing when it is shown whole. */
export function morePages(
  command: string,
  input: Record<string, string | number | boolean | undefined>,
  { shown, total, offset }: Page,
): Block[] {
  const end = offset + shown;
  if (offset === 0 && end >= total) return [];
  const text = `${offset + 1} to ${end} of ${total}.`;
  if (end >= total) return [{ kind: 'text', text }];
  const asked = Object.entries({ ...input, offset: end }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const next: CallInput = Object.fromEntries(asked);
  const words = asked.map(([name, value]) => `${name}:${quoted(value)}`).join(' ');
  if (words.length > longestText)
    return [{ kind: 'text', text: `${text} "${command} ${words}" goes on.` }];
  return [
    { kind: 'text', text },
    { kind: 'buttons', buttons: [{ label: 'More', runs: command, input: next, style: 'default' }] },
  ];
}

function quoted(value: string | number | boolean): string {
  return /\s/.test(String(value)) ? `'${value}'` : String(value);
}
