import type { Asker } from './asker.ts';
import type { Draft } from './draft.ts';

type Owner = { chat: string; name: 'DISCORD_ROLES' | 'SLACK_ROLES'; form: RegExp };

/** Who may do everything in a chat; roles that stand there already stay. */
export async function askOwner(
  asker: Asker,
  draft: Draft,
  { chat, name, form }: Owner,
): Promise<void> {
  if (draft.present(name)) return asker.step(`${name} stays as it is.`);
  const message = `Your own user id in ${chat}, to be owner (empty: the first start prints a code to claim it)`;
  const typed = await asker.text(null, message, { form, isOptional: true });
  if (typed !== '') draft.values.set(name, `owner=${typed}`);
}
