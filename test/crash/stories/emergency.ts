import type { World } from '../../../src/sandbox/world.ts';
import type { KillableBot } from '../../e2e/killable-bot.ts';
import { patience } from '../../e2e/test-bot.ts';
import { until } from '../../support/until.ts';
import { runAgain } from '../clock.ts';
import { differences } from '../differences.ts';
import type { Scene } from '../scene.ts';
import type { Story } from '../story.ts';

const job = 'account';
const usualSlots = 20;
const raisedSlots = 30;
const titles = {
  begun: /^Ratio emergency/,
  ended: /^The ratio has recovered/,
};

export default {
  name: 'emergency',
  title: 'ratio falls to 0.98 → upload slots raised → recovers → everything put back',
  settings: {},
  hasOneEnding: true,
  dress(world) {
    world.tracker.releases.splice(0);
    setRatio(world, 1.1);
  },
  prepare: ({ rows }) =>
    until(async () => (await rows('select 1 from ratio_log')).length > 0, patience),
  acts: [
    {
      begin: read(0.98),
      isOver: async (scene) =>
        slotsOf(scene) === raisedSlots &&
        scene.room.titled(titles.begun).length > 0 &&
        (await scene.rows('select 1 from ratio_episodes where measured_at is not null')).length > 0,
      meanwhile: runAgain(job),
    },
    {
      begin: read(1.5),
      isOver: async (scene) =>
        slotsOf(scene) === usualSlots && scene.room.titled(titles.ended).length > 0,
      meanwhile: runAgain(job),
    },
  ],
  check,
} satisfies Story;

function setRatio({ tracker: { account } }: World, ratio: number): void {
  account.uploadedBytes = Math.round(account.downloadedBytes * ratio);
}

/** The ratio changes while nobody reads it, and then the account is read. */
function read(ratio: number) {
  return async ({ rows, world }: Scene, bot: KillableBot) => {
    const open = `select 1 from tasks where task_name = '${job}' and status in ('requested', 'running')`;
    await until(async () => (await rows(open)).length === 0, patience);
    setRatio(world, ratio);
    await bot.type('run', { job });
  };
}

function slotsOf({ world }: Scene): unknown {
  return world.downloadClient.preferences['max_uploads'];
}

async function check(scene: Scene): Promise<string[]> {
  const { room, rows } = scene;
  const found = {
    'upload slots': slotsOf(scene),
    changes: await rows('select before, after, outcome from client_changes'),
    emergencies: room.titled(titles.begun).length,
    recoveries: room.titled(titles.ended).length,
    episodes: await rows('select level from ratio_episodes order by id'),
  };
  return differences(found, {
    'upload slots': usualSlots,
    changes: [{ before: usualSlots, after: raisedSlots, outcome: 'restored' }],
    emergencies: 1,
    recoveries: 1,
    episodes: [{ level: 'warning' }, { level: 'emergency' }, { level: 'normal' }],
  });
}
