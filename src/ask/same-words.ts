/** Words that people use for one another when they ask about rules, programs and books. */
const groups = [
  'ban banned suspend suspended disable disabled kick kicked shut closed',
  'allowed allow permitted permit may forbidden forbid prohibited okay ok legal',
  'client program software app',
  'fl freeleech free',
  'vpn proxy',
  'invite invitation',
  'delete remove erase',
  'change edit adjust',
  'begin start',
  'points bonus karma',
  'book audiobook title',
  'staff moderator mod admin',
  'maximum limit most',
  'minimum least',
  'buy purchase spend cost price',
  'give send gift donate',
  'inactive idle away holiday vacation',
  'fast quick quickly speed',
  'slow throttle pause',
  'error problem trouble fail failed broken wrong',
  'dead unseeded reseed',
  'duplicate dupe twice',
  'share sharing hand pass',
  'password credentials login',
  'picture cover image',
  'reader narrator',
  'install setup configure',
  'alert notification notify tell',
  'size big large gb',
  'format mp3 m4b bitrate',
  'request wish ask',
  'shorten abridged',
  'wait delay',
  'hours days long',
  'sell sold trade',
  'keep kept',
  'give given gave',
  'find found',
  'lose lost',
  'take taken took',
  'write written wrote',
  'low below under',
  'high above over',
  'complain complaint appeal',
  'stand status',
  'account membership member',
  'house household address',
  'friend somebody person',
  'secret token key',
  'stop quit end',
] as const;

const numbers = 'zero one two three four five six seven eight nine ten'.split(' ');
const spelled = numbers.map((word, number) => [word, String(number)]);
const inHours: Readonly<Record<string, number>> = { day: 24, week: 168 };
const span = /\b(\d{1,3}|[a-z]{3,5})\s+(day|week)s?\b/g;

const phrases: readonly (readonly [RegExp, string])[] = [
  [/\bh\s*(?:&|and|n|'n')\s*r\b/gi, 'hit run'],
  [/\b(?:user ?name|nick ?name)\b/gi, 'name'],
  [/\bset[ -]up\b/gi, 'setup'],
  [/\blog(?:ging)?[ -](?:in|on)\b/gi, 'login'],
];

/** Words that a question has whatever it is about. */
const filler = new Set(
  'ask asking can cannot could does get gets got getting happen happens have know like make many may mean means much must need needs please question say says shall should tell thing things want wants way whether would anyone anybody someone something anything exactly actually really'.split(
    ' ',
  ),
);

const mostWords = 40;

/** What is looked for in place of a word as well. */
export function sameWords(word: string): string[] {
  const all = [...groups.map((group) => group.split(' ')), ...spelled].filter((group) =>
    group.includes(word),
  );
  return [...new Set(all.flat())].filter((one) => one !== word);
}

/** Rules count in hours what people count in days: "three days" are 72, by the word that says how many. */
export function hoursFor(question: string): ReadonlyMap<string, readonly string[]> {
  const found = [...question.toLowerCase().matchAll(span)].flatMap(([, count = '', unit = '']) => {
    const number = /^\d/.test(count) ? Number(count) : numbers.indexOf(count);
    return number < 1 ? [] : [[count, [String(number * (inHours[unit] ?? 0))]] as const];
  });
  return new Map(found);
}

/** The words of a question that say what it is about, in their order; all of them where none does. */
export function wordsOf(question: string): string[] {
  const text = phrases.reduce((rest, [form, word]) => rest.replaceAll(form, word), question);
  const all =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = all.filter((word) => !filler.has(word));
  return [...new Set(telling.length > 0 ? telling : all)].slice(0, mostWords);
}
