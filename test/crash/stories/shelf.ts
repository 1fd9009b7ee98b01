import { textOf } from '../../e2e/chat-room.ts';
import { cardOf, wantEverything } from '../../e2e/test-bot.ts';
import { runAgain } from '../clock.ts';
import { differences } from '../differences.ts';
import { grabbed, grabbedOnce } from '../grabbed.ts';
import type { Scene } from '../scene.ts';
import type { Kill, Story } from '../story.ts';

const warlord = 'The Warlord of Mars';
const proposal = 1;

export default {
  name: 'shelf',
  title: 'approved → torrent file → qBittorrent → checked → imported → announced',
  settings: {},
  hasOneEnding: true,
  dress({ tracker: { releases } }) {
    releases.splice(0, releases.length, ...releases.filter(({ book }) => book.title === warlord));
  },
  prepare: (_scene, bot) => wantEverything(bot, [warlord]),
  acts: [
    {
      begin: (_scene, bot) => bot.type('approve', { proposal }),
      isOver: async ({ room }) =>
        room.titled(/^On the shelf/).length > 0 &&
        textOf(cardOf({ room }, proposal)).includes('shelved: on the shelf'),
      meanwhile: runAgain('downloads'),
    },
  ],
  check,
} satisfies Story;

async function check(scene: Scene, kill: Kill | null): Promise<string[]> {
  const items = [...scene.world.library.items.values()];
  const found = {
    ...(await grabbed(scene, kill)),
    'items of the book in the library': items.filter(({ scanned }) => scanned.title === warlord)
      .length,
    'announcements in the chat': scene.room.titled(/^On the shelf/).length,
  };
  return differences(found, {
    ...grabbedOnce,
    'items of the book in the library': 1,
    'announcements in the chat': 1,
  });
}
