import { expect, test } from 'vitest';
import type { TrackerRow } from '../../src/clients/mam/rows.ts';
import { releaseFromRow } from '../../src/releases/parse.ts';
import { buildRow } from './builders.ts';

test.each<[boolean | null, Partial<TrackerRow>]>([
  [true, { title: 'The Salt Road (Abridged; unabridged also available)' }],
  [true, { narrators: ['Tom Reed (abridged)'] }],
  [true, { description: 'Abridged edition. Look elsewhere for the unabridged one.' }],
  [true, { description: 'Unabridged: No' }],
  [true, { description: 'BBC Radio 4 Book at Bedtime, 10 episodes' }],
  [true, { description: 'leicht gekürzt' }],
  [true, { description: 'BBC Radio 4 Book at Bedtime, abridged in ten episodes' }],
  [true, { description: 'Abridged by Mia Holt. The first book is here unabridged.' }],
  [true, { description: '3 hours, text cut for tape.' }],
  [true, { description: 'A tale of salt. Abridgement approved by the author.' }],
  [true, { description: 'Condensed for the road, about half the length of the novel.' }],
  [true, { description: 'Nine of the essays have been left out of this audio edition.' }],
  [true, { description: 'Tom Reed / abridged / 128kbps' }],
  [null, { description: 'Uncut, nothing abridged.' }],
  [false, { description: 'Abridged: No' }],
  [null, { description: 'Unlike the abridged version this has everything.' }],
])('it is abridged: %s by %j', (isAbridged, row) => {
  expect(releaseFromRow(buildRow(row)).isAbridged).toBe(isAbridged);
});

test.each<[boolean, Partial<TrackerRow>]>([
  [true, { tags: 'Focus on the Family' }],
  [true, { title: 'The Salt Road (BBC 1981)' }],
  [true, { description: 'A radio adaptation.' }],
  [false, { description: 'Also look for the BBC Radio 4 dramatisation.' }],
  [true, { narrators: ['The Salt Players'] }],
  [true, { tags: 'fullcast, fantasy' }],
  [true, { description: 'OTR, all 12 shows' }],
  [true, { title: 'The Salt Road (Alien Voices)' }],
  [true, { narrators: ['Salt Theater Cast'] }],
  [true, { description: 'BBC full cast, with Tom Reed as the professor' }],
  [true, { description: 'Adaptation sonore de 1954, avec musique' }],
  [true, { description: 'Immersive audio drama adaptation, script by Anna Ward and Tom Reed.' }],
  [false, { description: 'Dramatised on Disney+ as SALT (2024).' }],
  [false, { description: 'There is a GraphicAudio version too, this is not it.' }],
  [false, { description: 'Ungekürzte Lesung, nicht das Hörspiel von WDR.' }],
  [false, { description: 'A story of chess players.' }],
  [false, { tags: 'chess players, fantasy' }],
  [false, { description: 'No music, no sound effects.' }],
  [false, { description: 'Narrator: Tom Reed. Publisher: Salt Audio' }],
  [false, { description: 'It began as a BBC radio series.' }],
])('it is a play: %s by %j', (isDramatised, row) => {
  expect(releaseFromRow(buildRow(row)).isDramatised).toBe(isDramatised);
});

const places = (...positions: string[]) =>
  positions.map((position) => ({ name: 'Ember', position }));

test.each<[boolean, Partial<TrackerRow>]>([
  [true, { description: 'Contains The Salt Road and The Iron Sea.' }],
  [true, { description: 'Also contains The Iron Sea.' }],
  [true, { description: 'The complete Ember, all seven books.' }],
  [true, { tags: 'two books, fantasy' }],
  [true, { tags: 'ember 7-9', series: places('7') }],
  [true, { title: 'Ember 7-9 (The Salt Road)' }],
  [true, { series: places('6', '1', '2') }],
  [false, { series: places('6', '1') }],
  [false, { description: 'Also includes a PDF and The Map of Ember.' }],
  [false, { description: 'Contains strong language and violence.' }],
  [false, { tags: 'ages 8-12, fantasy', series: places('7') }],
])('it holds several books: %s by %j', (isOmnibus, row) => {
  expect(releaseFromRow(buildRow({ title: 'The Salt Road', ...row })).isOmnibus).toBe(isOmnibus);
});
