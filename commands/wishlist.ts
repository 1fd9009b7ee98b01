import { z } from 'zod';
import { mayAct } from '../src/command/actor.ts';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { type Reply, say } from '../src/command/reply.ts';
import { UserError } from '../src/errors.ts';
import { moveWish, prioritiseWish, removeWish } from '../src/wishlist/change.ts';
import { applyImport, draftImport } from '../src/wishlist/import-list.ts';
import { listWishes } from '../src/wishlist/list.ts';
import { renderImport } from '../src/wishlist/show-import.ts';
import { quotaText, showWishlist, type WishlistView } from '../src/wishlist/show-wishlist.ts';
import { standingOf } from '../src/wishlist/usage.ts';

const actions = ['list', 'remove', 'move', 'priority', 'import'] as const;
const priorities = ['high', 'normal', 'low'] as const;

const input = z.strictObject({
  action: z.enum(actions).default('list').describe('what to do with the list'),
  wish: z.int().min(1).optional().describe('number of the wish'),
  place: z.int().min(1).optional().describe('where it moves to; 1 is the first'),
  priority: z.enum(priorities).optional().describe('how urgent it is'),
  text: z
    .string()
    .optional()
    .describe('a list to import: CSV, feed address, MLM, AudioBookRequest'),
  list: z.int().min(1).optional().describe('number of an imported list that you want'),
  who: z.enum(['mine', 'everybody']).default('mine').describe('whose wishes'),
  limit: z.int().min(1).max(500).default(50),
  offset: z.int().min(0).default(0),
});
type Input = z.output<typeof input>;

type Output = ({ action: 'list' } & WishlistView) | { action: 'changed'; reply: Reply };

export default defineCommand({
  name: 'wishlist',
  description:
    'The books you asked for: how far each is, in which order, and what is left of your quota',
  role: 'member',
  effect: 'change',
  visibility: 'private',
  input,
  attached: 'text',
  looks: ({ action }) => action === 'list',
  run: (asked, context) => does[asked.action](asked, context),
  view: (output: Output) => (output.action === 'list' ? showWishlist(output) : output.reply),
});

const does: Record<(typeof actions)[number], (asked: Input, context: Context) => Promise<Output>> =
  {
    async list({ who, limit, offset }, { em, actor, now, services }) {
      const isEverybody = who === 'everybody';
      if (isEverybody && !mayAct(actor.role, 'operator')) {
        const text = "Only operators see everybody's wishes.";
        throw new UserError('not_allowed', text, 'Type "wishlist" for your own.');
      }
      const policy = await services.policy(em);
      const { timeZone } = policy;
      const standing = isEverybody ? null : await standingOf(em, actor, policy, now);
      const filter = { person: isEverybody ? null : actor, limit, offset };
      const list = await listWishes(em, filter, { timeZone, now });
      const quota = standing && quotaText(standing, timeZone);
      return { action: 'list', ...list, offset, isEverybody, quota };
    },

    async remove(asked, { em, actor, now, services: { platforms } }) {
      const change = { wish: numberOf(asked), actor };
      const { title, isStillComing } = await removeWish(em, change, { platforms, now });
      const rest = isStillComing
        ? 'It comes all the same: it is on its way, on the shelf, or others want it too.'
        : 'It is not searched for any more.';
      return changed(say(`Off the list: ${title}`, rest, 'ok'));
    },

    async move(asked, { em, actor }) {
      const change = { wish: numberOf(asked), actor };
      const { title, place } = await moveWish(em, change, needed(asked.place, 'place'));
      return changed(say(`Moved: ${title}`, `It is number ${place} of the list now.`, 'ok'));
    },

    async priority(asked, { em, actor }) {
      const priority = needed(asked.priority, 'priority');
      const change = { wish: numberOf(asked), actor };
      const { title } = await prioritiseWish(em, change, priorities.indexOf(priority) + 1);
      return changed(say(`Priority ${priority}: ${title}`, 'The next searches go by it.', 'ok'));
    },

    async import({ text, list }, { em, actor, now, services }) {
      const by = { person: actor, now };
      if (list !== undefined) {
        await applyImport(em, list, { ...by, rules: await services.policy(em) });
      }
      const id = list ?? (await draftImport(em, needed(text, 'text'), by));
      const reply = await renderImport(em, id);
      if (!reply) throw new Error(`the import ${id} is not there`);
      return changed(reply);
    },
  };

function changed(reply: Reply): Output {
  return { action: 'changed', reply };
}

function numberOf({ wish }: Input): number {
  return needed(wish, 'wish');
}

const hints: Readonly<Record<string, string>> = {
  text: 'Attach the file, or paste the list or the address of a shelf feed as text.',
};

function needed<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  const hint =
    hints[name] ?? 'Type "wishlist" for the list, or for example "wishlist move wish:3 place:1".';
  throw new UserError('bad_input', `This needs the option ${name}.`, hint);
}
