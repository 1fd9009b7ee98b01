import type { Workspace } from './workspace.ts';

/** Marked-up text as a person reads it: mentions by name, links with their address, entities decoded. */
export function readable(workspace: Workspace, markup: string): string {
  const plain = markup.replaceAll(/<([^<>]+)>/g, (_whole, inside: string) => {
    const [target = '', label] = inside.split('|', 2);
    if (target.startsWith('@')) return `@${nameOf(workspace, target.slice(1))}`;
    if (target.startsWith('#')) return `#${channelNameOf(workspace, target.slice(1))}`;
    if (target.startsWith('!date')) return label ?? '';
    if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
    return label === undefined ? target : `${label} (${target})`;
  });
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a person's client sends for a typed message: names and addresses become links. */
export function typed(workspace: Workspace, words: string): string {
  const escaped = escapeControl(words);
  const linked = escaped.replaceAll(/https?:\/\/[^\s<>|]+/g, (address) => `<${address}>`);
  return withNames(workspace, linked, (id) => `<@${id}>`);
}

/** The text of a slash command; names become links only when the manifest asks for it. */
export function typedCommand(workspace: Workspace, words: string, isNamed: boolean): string {
  const escaped = escapeControl(words);
  return isNamed ? withNames(workspace, escaped, (id, name) => `<@${id}|${name}>`) : escaped;
}

function escapeControl(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withNames(
  { accounts }: Workspace,
  words: string,
  link: (id: string, name: string) => string,
): string {
  const people = [...accounts.values()];
  return words.replaceAll(/(?<=^|\s)@([a-z]+)\b/g, (whole, name: string) => {
    const person = people.find((one) => one.name === name);
    return person ? link(person.id, name) : whole;
  });
}

function nameOf({ accounts, app }: Workspace, id: string): string {
  return id === app.botUser ? 'app' : (accounts.get(id)?.name ?? id);
}

function channelNameOf({ channels }: Workspace, id: string): string {
  return channels.get(id)?.name ?? id;
}
