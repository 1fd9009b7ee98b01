import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What goes wrong with an account and a library in real life, and the tests that show what comes of it. */
const scenarios: Record<string, readonly (readonly [file: string, title: string])[]> = {
  'the ratio is exactly 1, then 1.04, then 1.05': [
    ['ratio/rules', 'is an emergency at or under the floor whatever it was'],
    ['ratio/rules', 'is no emergency from the recovered ratio on, whatever it was'],
    ['e2e/ratio-emergency.long', 'goes on once when the ratio has recovered'],
    ['ratio/real-program', 'emergency'],
  ],
  'the download client counts a ratio of 0.04, the site one of 4.03': [
    ['e2e/ratio-emergency.long', 'a ratio of 0.04 in the download client beside 4.03 on the site'],
  ],
  'the ratio cannot be read: paid waits, free goes on, nothing flips, the lost session is told': [
    ['ratio/judge', 'does not end an emergency'],
    ['e2e/faults.long', 'a session that the tracker refuses stops all work there, is told once'],
    ['guarantees', 'it offers nothing paid while the account reading is old'],
  ],
  'VIP for 6 d 23 h and 4,999 points': [
    ['vip/scenarios', '4: VIP 6 d 23 h left with 4,999 points'],
  ],
  'VIP is safe, a paid book is too dear': [
    ['vip/scenarios', '5: VIP safe, but a paid book leaves less than the reserve'],
  ],
  'an emergency of the ratio and VIP for less than a week': [
    ['vip/scenarios', '6: an emergency of the ratio and VIP under seven days'],
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
  'eight releases of one title': [
    ['releases/pick', 'of eight releases of one title the one that is free for a VIP wins'],
    ['releases/pick.property', 'the order of the input never changes the answer'],
    [
      'releases/pick.property',
      'nothing that costs is chosen before something free that is as acceptable',
    ],
    ['releases/pick', 'every place in the ranking explains itself'],
  ],
  'abridged by its flag, and no word of "unabridged"': [
    ['releases/parse', 'knows by %s whether it is abridged'],
    ['releases/pick', 'an abridged recording is the last resort and asks'],
  ],
  'a play beside a reading, an omnibus beside its third book, places as 0,5 - 7': [
    ['releases/parse', 'knows a dramatised adaptation by %s'],
    ['library/match', 'an omnibus covers the book and is not the book'],
    ['library/position', "'0,5\\u00a0-\\u00a07'"],
    ['library/position', 'tells a part from the whole book'],
  ],
  '44.1 KHz is no bitrate, 62K@22kHz is one': [
    ['releases/bitrate', "['44.1 KHz', null]"],
    ['releases/bitrate', "['UK edition (62K@22kHz)', 62]"],
    ['releases/bitrate', 'any text has a plausible bitrate and length or none'],
  ],
  'the ten most snatched of the week, seven of them owned under other titles': [
    ['categories/top10', 'seven of them owned under other spellings: three are wanted'],
    [
      'categories/top10',
      'the most snatched uploads of the week are wanted, as many as there are places',
    ],
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
    ['e2e/bad-releases.long', 'content that still differs after that is never imported'],
    [
      'downloads/play.long',
      'half a book is another one, and its release is blocked with that reason',
    ],
  ],
  'a superior edition: the old one goes only when the new one has passed, its torrent seeds on, and a failure puts it back':
    [
      [
        'replacing/replace.long',
        'the same item with every position and bookmark, the old edition kept',
      ],
      [
        'replacing/replace.long',
        'when Audiobookshelf loses the position the old edition goes back',
      ],
      ['replacing/killed.long', 'killed after any change: one edition or the moment between two'],
    ],
  'drift never changes title or narrator, keeps what it changed, and changes nothing the second time':
    [
      ['metadata/plan-changes', 'title, narrator and duration never'],
      [
        'e2e/metadata.long',
        'drift changes what has drifted, and a second run a month later changes nothing',
      ],
    ],
  'a library of thousands is read once each': [
    ['clients/audiobookshelf/read-library', 'two thousand items are read once each'],
  ],
  'the download client is away when a release is approved': [
    ['e2e/faults.long', 'an approval while the download client is away waits with its reason'],
    ['e2e/real-client-away.long', 'what is approved waits with the reason, and is added once'],
  ],
  'as many unsatisfied torrents as the class allows': [
    ['downloads/grab', 'at the unsatisfied limit a free release is held too'],
    ['account/unsatisfied', 'two processes that judge the same reading tell it once'],
  ],
  'the sign-in page with status 200': [
    ['clients/mam/faults', "'a login page': fault("],
    ['clients/mam/faults', "'a login page for a torrent': fault("],
    ['clients/audiobookshelf/server', 'a sign-in page in place of data is unexpected'],
    ['rulebook/read-page', 'the sign-in page'],
  ],
  'no cookie, key or personal link in a log, a message, an answer or a row': [
    ['e2e/secrets.long', 'no cookie, key, password or personal link is in a log line'],
    ['clients/mam/faults', 'a reason or an error that quotes the secrets is told without them'],
    ['log', 'a log line is one line of JSON without secrets, from its level on'],
  ],
  'points at the cap': [['vip/scenarios', '23: points at the cap']],
  'a job that throws has failed': [
    ['job/run', 'a fault of ours is not tried again, and secrets are cut out of its reason'],
    ['job/scheduler', 'a worker that dies leaves a failed run with the reason'],
  ],
  'a restart in the middle of a purchase, of a replacement': [
    ['vip/scenarios', '25: a restart in the middle of a purchase'],
    ['replacing/killed.long', 'killed after any change'],
  ],
};

test('every one of them is here', () => {
  expect(Object.keys(scenarios)).toHaveLength(25);
});

test.each(Object.entries(scenarios))('%s', (_situation, shownBy) => {
  const missing = shownBy.filter(([file, title]) => {
    const text = readFileSync(path.join(import.meta.dirname, `${file}.test.ts`), 'utf8');
    return !text.includes(title);
  });

  expect(missing).toEqual([]);
});
