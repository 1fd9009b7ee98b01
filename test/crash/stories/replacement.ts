import { bookByAsin } from '../../../src/sandbox/books.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { textOf } from '../../e2e/chat-room.ts';
import { cardOf, patience } from '../../e2e/test-bot.ts';
import { until } from '../../support/until.ts';
import { runAgain } from '../clock.ts';
import { differences } from '../differences.ts';
import { grabbed, grabbedOnce } from '../grabbed.ts';
import type { Scene } from '../scene.ts';
import type { Kill, Story } from '../story.ts';

const princess = bookByAsin('B0MARS0001');
const proposal = 1;
const listenedSeconds = 61;

export default {
  name: 'replacement',
  title: 'better edition approved → fetched → checked → swapped in place, old one kept',
  // With ffmpeg, where there is one: both editions are listened to.
  settings: { PATH: process.env['PATH'] ?? '' },
  hasOneEnding: true,
  dress(world) {
    offerBetter(world);
    listen(world);
  },
  async prepare({ room }, bot) {
    await until(() => room.titled(/gaps in \d+ series/).length > 0, patience);
    await bot.type('replace', { book: princess.title });
    await until(
      () => room.messages.some(({ reply }) => textOf(reply).includes('Shall I replace it')),
      patience,
    );
  },
  acts: [
    {
      begin: (_scene, bot) => bot.type('approve', { proposal }),
      isOver: async ({ room }) =>
        room.titled(/^Replaced: /).length > 0 &&
        textOf(cardOf({ room }, proposal)).includes('shelved: replaced the old edition'),
      meanwhile: runAgain('downloads'),
    },
  ],
  check,
} satisfies Story;

/** The owned book has 64 kbit/s; the tracker has nothing but this one upload of it. */
function offerBetter({ tracker: { releases } }: World): void {
  const [pattern] = releases;
  if (!pattern) throw new Error('the sandbox has changed');
  const plain = { free: true, abridged: false, german: false, parts: 1, snatched: false };
  const { title, narrators } = princess;
  const better = { ...plain, id: 990_001, book: princess, title, narrators, kbps: 128 };
  releases.splice(0, releases.length, { ...pattern, ...better });
}

function listen({ library }: World): void {
  const { id } = ownedItem(library);
  library.listeners.own.mediaProgress.push({
    libraryItemId: id,
    currentTime: listenedSeconds,
    isFinished: false,
  });
}

function ownedItem({ items }: World['library']) {
  const item = [...items.values()].find(({ scanned }) => scanned.title === princess.title);
  if (!item) throw new Error('the sandbox has changed');
  return item;
}

async function check(scene: Scene, kill: Kill | null): Promise<string[]> {
  const { library } = scene.world;
  const item = ownedItem(library);
  const found = {
    ...(await grabbed(scene, kill)),
    'items of the library with this title': [...library.items.values()].filter(
      ({ scanned }) => scanned.title === princess.title,
    ).length,
    'bits per second on the shelf': item.files[0]?.audio?.bitsPerSecond,
    'the item is missing': item.isMissing,
    'listening goes on in it': library.listeners.own.mediaProgress.map(
      ({ libraryItemId, currentTime }) => libraryItemId === item.id && currentTime,
    ),
    replacements: await scene.rows('select status from replacements'),
    announcements: scene.room.titled(/^Replaced: /).length,
  };
  return differences(found, {
    ...grabbedOnce,
    'items of the library with this title': 1,
    'bits per second on the shelf': 128_000,
    'the item is missing': false,
    'listening goes on in it': [listenedSeconds],
    replacements: [{ status: 'replaced' }],
    announcements: 1,
  });
}
