/** British and American endings of one word, and words that titles shorten. */
const spellings = new Map([
  ['dr', 'doctor'],
  ['mr', 'mister'],
  ['mt', 'mount'],
  ['vs', 'versus'],
  ['cannot', 'cant'],
  ['grey', 'gray'],
  ['greys', 'grays'],
  ['axe', 'ax'],
  ['plough', 'plow'],
  ['cheque', 'check'],
  ['pyjamas', 'pajamas'],
  ['jewellery', 'jewelry'],
  ['jeweller', 'jeweler'],
  ['traveller', 'traveler'],
  ['travellers', 'travelers'],
  ['travelling', 'traveling'],
  ['marvellous', 'marvelous'],
  ['defence', 'defense'],
  ['offence', 'offense'],
  ['catalogue', 'catalog'],
  ['programme', 'program'],
  ['storey', 'story'],
  ['grandad', 'granddad'],
]);
const our =
  /^(arm|behavi|cand|clam|col|endeav|fav|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|savi|splend|tum|val|vap|vig)our/;
const tre = /^(calib|cent|fib|lust|meag|reconnoit|sab|scept|somb|spect|theat)re(s?)$/;

/** The word as one of its spellings: "colour" as "color", "theatre" as "theater", "dr" as "doctor". */
export function oneSpelling(word: string): string {
  const known = spellings.get(word);
  if (known !== undefined) return known;
  if (word.includes('our')) return word.replace(our, '$1or');
  return word.endsWith('re') || word.endsWith('res') ? word.replace(tre, '$1er$2') : word;
}
