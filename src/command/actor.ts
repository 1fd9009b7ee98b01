export const roles = ['viewer', 'member', 'operator', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Who asks: `id` is stable on its platform, `name` is what others read. */
export type Actor = {
  id: string;
  name: string;
  platform: string;
  role: Role;
  /** They want answers for them alone. */
  prefersPrivate?: boolean;
};

/** Whether `role` includes the rights of `needed`. */
export function mayAct(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
