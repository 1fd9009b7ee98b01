import { until } from '../../support/until.ts';
import { patience } from '../../e2e/test-bot.ts';
import { runAgain } from '../clock.ts';
import { differences } from '../differences.ts';
import { count, type Scene } from '../scene.ts';
import type { Story } from '../story.ts';

/** `gone` are the points that the account had less afterwards; null where it was not looked at. */
type Purchase = { is_spent: boolean | null; gone: number | null };

const costPoints = 8750;
const purchases = ({ rows }: Scene) =>
  rows<Purchase>(
    `select is_spent, ((before->>'points')::numeric - (after->>'points')::numeric)::int as gone
       from purchases order by id`,
  );

export default {
  name: 'purchase',
  title: 'VIP renewal: intent → sent → proved by the account',
  settings: {},
  hasOneEnding: false,
  dress({ tracker: { releases } }) {
    releases.splice(0);
  },
  prepare: ({ rows }) =>
    until(async () => (await rows('select 1 from ratio_log')).length > 0, patience),
  acts: [
    {
      begin: (_scene, bot) => bot.type('run', { job: 'vip' }),
      async isOver(scene) {
        const made = await purchases(scene);
        return made.length > 0 && made.every(({ is_spent }) => is_spent !== null);
      },
      async meanwhile(scene, bot) {
        await passHalfAnHour(scene);
        if ((await purchases(scene)).length === 0) await runAgain('vip')(scene, bot);
      },
    },
  ],
  check,
} satisfies Story;

/** So long an unknown outcome is looked at before it counts as not bought. */
async function passHalfAnHour({ rows }: Scene): Promise<void> {
  await rows(`update outbox set not_before = 'epoch' where topic = 'purchase'`);
  await rows(`update purchases set sent_at = sent_at - interval '31 minutes'
               where status = 'unknown' and sent_at > now() - interval '30 minutes'`);
}

/**
 * The site's own books decide; a request that never came there is not sent again. When that is known, the
 * next run of the job may have bought anew.
 */
async function check(scene: Scene): Promise<string[]> {
  const { world, room } = scene;
  const { account } = world.tracker;
  const sold = account.spent.length;
  const made = await purchases(scene);
  const unspent = made.filter(({ is_spent }) => is_spent === false).length;
  const found = {
    purchases: made.map(({ is_spent }) => is_spent),
    'points gone with them': made.flatMap(({ is_spent, gone }) => (is_spent ? [gone] : [])),
    'sold by the site': account.spent,
    'requests to buy': Math.max(1, count(world.tracker, 'buy')),
    'told as renewed': room.titled(/^VIP renewed: 7 weeks/).length,
    'told as not renewed': room.titled(/^VIP was not renewed/).length,
  };
  const isSold = sold > 0;
  return differences(found, {
    purchases: isSold ? [...Array.from({ length: unspent }, () => false), true] : [false],
    'points gone with them': isSold ? [costPoints] : [],
    'sold by the site': isSold ? [{ kind: 'VIP', amount: 7, points: costPoints }] : [],
    'requests to buy': 1,
    'told as renewed': isSold ? 1 : 0,
    'told as not renewed': unspent,
  });
}
