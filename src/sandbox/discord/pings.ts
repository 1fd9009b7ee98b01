import { isObject } from '../http.ts';
import type { Component } from './component.ts';
import { flatten } from './component.ts';

/** Who a message notifies: ids of people and roles, and whether everyone. */
export type Pings = { users: string[]; roles: string[]; everyone: boolean };

export const noPings: Pings = { users: [], roles: [], everyone: false };

/** Everyone the texts name; what stands in code is not a mention. */
export function pingsIn(texts: readonly string[]): Pings {
  const text = texts.join('\n').replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const idsOf = (pattern: RegExp) => [
    ...new Set([...text.matchAll(pattern)].map(([, id = '']) => id)),
  ];
  return {
    users: idsOf(/<@!?(\d+)>/g),
    roles: idsOf(/<@&(\d+)>/g),
    everyone: /@everyone|@here/.test(text),
  };
}

/** The pings that `allowed_mentions` lets through; without it all do. */
export function allowPings(found: Pings, allowed: unknown): Pings {
  if (!isObject(allowed)) return found;
  const { parse, users, roles } = allowed;
  const parsed = (kind: string) => Array.isArray(parse) && parse.includes(kind);
  const listed = (list: unknown, id: string) => Array.isArray(list) && list.includes(id);
  return {
    users: found.users.filter((id) => parsed('users') || listed(users, id)),
    roles: found.roles.filter((id) => parsed('roles') || listed(roles, id)),
    everyone: found.everyone && parsed('everyone'),
  };
}

export function isPinging({ users, roles, everyone }: Pings): boolean {
  return users.length > 0 || roles.length > 0 || everyone;
}

/** The texts of a message in which a mention counts; embeds never ping. */
export function pingableTexts(face: { content: string; components: Component[] }): string[] {
  return [face.content, ...flatten(face.components).map(({ content }) => content ?? '')];
}
