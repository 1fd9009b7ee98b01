import { type Role, roles } from '../command/actor.ts';

/** Which role a person or a group of a chat has, by its id. */
export type RoleMap = ReadonlyMap<string, Role>;

/** Reads `operator=<id>,owner=<id>,…`; the problem is a sentence about the first part that cannot be read. */
export function readRoleMap(text: string): { map: RoleMap } | { problem: string } {
  const map = new Map<string, Role>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [word, id, ...rest] = part.split('=').map((side) => side.trim());
    const role = roles.find((one) => one === word);
    if (!role || !id || rest.length > 0) {
      return { problem: `"${part}" is not <role>=<id> with a role of ${roles.join(', ')}` };
    }
    map.set(id, higher(map.get(id), role));
  }
  return { map };
}

/** The highest of the roles that are known; `fallback` when none is. */
export function highestRole(known: readonly (Role | undefined)[], fallback: Role): Role {
  return (
    known.reduce<Role | undefined>((best, role) => (role ? higher(best, role) : best), undefined) ??
    fallback
  );
}

function higher(a: Role | undefined, b: Role): Role {
  return a && roles.indexOf(a) > roles.indexOf(b) ? a : b;
}
