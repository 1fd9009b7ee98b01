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

/** What a person's client sends for typed characters; addresses become links in messages. */
export function typed(words: string): string {
  const escaped = escapeControl(words);
  return escaped.replaceAll(/https?:\/\/[^\s<>|]+/g, (address) => `<${address}>`);
}

export function escapeControl(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function nameOf({ accounts, app }: Workspace, id: string): string {
  return id === app.botUser ? 'app' : (accounts.get(id)?.name ?? id);
}

function channelNameOf({ channels }: Workspace, id: string): string {
  return channels.get(id)?.name ?? id;
}
