import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What goes wrong with an account and a library in real life, and the tests that show what comes of it. */
const scenarios: Record<string, readonly (readonly [file: string, title: string])[]> = {
  'a ratio of exactly 1 is an emergency, 1.04 keeps it, 1.05 ends it and everything is put back': [
    ['ratio/rules', 'is an emergency at or under the floor whatever it was'],
    ['ratio/rules', 'is no emergency from the recovered ratio on, whatever it was'],
    ['e2e/ratio-emergency', 'goes on once when the ratio has recovered'],
  ],
  'the ratio cannot be read: paid waits, free goes on, nothing flips, the lost session is told': [
    ['ratio/judge', 'does not end an emergency'],
    ['e2e/faults', 'a session that the tracker refuses stops all work there, is told once'],
    ['guarantees', 'it offers nothing paid while the account reading is old'],
  ],
  'VIP for less than a week and fewer points than a renewal, VIP safe but a paid book too dear, an emergency before a renewal, points at the cap, a restart in the middle of a purchase':
    [
      ['vip/scenarios', '4: VIP 6 d 23 h left with 4,999 points'],
      ['vip/scenarios', '5: VIP safe, but a paid book leaves less than the reserve'],
      ['vip/scenarios', '6: an emergency of the ratio and VIP under seven days'],
      ['vip/scenarios', '23: points at the cap'],
      ['vip/scenarios', '25: a restart in the middle of a purchase'],
    ],
  'freeleech for everybody is an event by what is counted, never by what a rule page says': [
    ['events/detect', 'two looks in a row far above what is usual at their hours begin an event'],
    ['events/detect', 'usual days are no event, missing hours included'],
    ['events/pace', 'however torrents come in, no hour, day or week gets more than its share'],
  ],
  'a rule page changes by one line, is identical the next day, cannot be read the day after': [
    [
      'rulebook/store-page',
      'one changed line is one alert with that line, and none on the next day',
    ],
    ['rulebook/store-page', 'a page that lost most of its text could not be read'],
    ['rulebook/watch', 'the sign-in page is a lost session, not a change, and ends the round'],
  ],
  'many releases of one title: always the same choice, with its reasons, free before equal paid': [
    ['releases/pick.property', 'the order of the input never changes the answer'],
    [
      'releases/pick.property',
      'nothing that costs is chosen before something free that is as acceptable',
    ],
    ['releases/pick', 'every place in the ranking explains itself'],
  ],
  'a sample rate is never a bitrate, an omnibus never the book': [
    ['releases/bitrate', 'any text has a plausible bitrate and length or none'],
    ['library/match', 'an omnibus covers the book and is not the book'],
  ],
  'seeding, complete but stopped, with an error, and nothing arriving': [
    ['downloads/stalled', 'what seeds without anybody asking for it is not stalled'],
    ['seeding/watch', 'what is complete but stopped when it completes is started, once'],
    [
      'downloads/climb',
      'nothing arrives: peers are asked for, the torrent is restarted, a person is asked',
    ],
  ],
  'one file more is fine, one missing is not: the next release, three times at most': [
    ['integrity/verify', 'reports missing, resized and replaced files without hashing'],
    ['e2e/bad-releases', 'content that still differs after that is never imported'],
  ],
  'audio that fits its torrent and does not play, is another book, or is none at all': [
    ['downloads/play', 'audio that is damaged in the torrent itself is the fault of the release'],
    ['downloads/play', 'half a book is another one, and its release is blocked with that reason'],
    ['downloads/play', 'a web page that calls itself audio is found all the same'],
    ['e2e/kill-decoding', 'killed while the audio is played through'],
  ],
  'drift never changes title or narrator, keeps what it changed, and changes nothing the second time':
    [
      ['metadata/plan-changes', 'title, narrator and duration never'],
      [
        'e2e/metadata',
        'drift changes what has drifted, and a second run a month later changes nothing',
      ],
    ],
  'a superior edition: the old one goes only when the new one has passed, its torrent seeds on, and a failure puts it back':
    [
      ['replacing/replace', 'the same item with every position and bookmark, the old edition kept'],
      ['replacing/replace', 'when Audiobookshelf loses the position the old edition goes back'],
      ['replacing/killed', 'killed before any step: one edition or the moment between two'],
    ],
  'a library of thousands is read once each': [
    ['clients/audiobookshelf/read-library', 'two thousand items are read once each'],
  ],
  'the download client is away when a release is approved': [
    ['e2e/faults', 'an approval while the download client is away waits with its reason'],
    ['e2e/real-client-away', 'what is approved waits with the reason, and is added once'],
  ],
  'as many unsatisfied torrents as the class allows': [
    ['downloads/grab', 'at the unsatisfied limit a free release is held too'],
    ['account/unsatisfied', 'two processes that judge the same reading tell it once'],
  ],
  'the sign-in page with status 200, and secrets in what the tracker says': [
    ['clients/mam/faults', 'a reason or an error that quotes the secrets is told without them'],
    ['clients/mam/faults', 'keeps cookie and keys out of its error'],
  ],
  'the ten most snatched of the week, some owned under other titles': [
    [
      'categories/top10',
      'the most snatched uploads of the week are wanted, as many as there are places',
    ],
    ['categories/top10', 'what would not be taken has no place, the next moves up'],
  ],
  'places in a series written with a comma, as a range or as a part': [
    ['library/position', 'knows one place under two spellings'],
    ['library/position', 'tells a part from the whole book'],
  ],
  'no secret in a log line': [
    ['log', 'a log line is one line of JSON without secrets, from its level on'],
  ],
  'a job that throws has failed': [
    ['job/run', 'a fault of ours is not tried again, and secrets are cut out of its reason'],
  ],
};

test.each(Object.entries(scenarios))('%s', (_situation, shownBy) => {
  const missing = shownBy.filter(([file, title]) => {
    const text = readFileSync(path.join(import.meta.dirname, `${file}.test.ts`), 'utf8');
    return !text.includes(title);
  });

  expect(missing).toEqual([]);
});
