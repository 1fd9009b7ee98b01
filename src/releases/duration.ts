const longestText = 20_000;
const clock = /(?<![\d:])(\d{1,3}):([0-5]\d):([0-5]\d)(?![\d:])/;
const hourWord = String.raw`(?:h(?:(?:ou)?rs?)?|std?n?\.?|stunden?)`;
const minuteWord = String.raw`m(?:in(?:ute[ns]?|s)?)?\b`;
const hoursAndMinutes = new RegExp(
  String.raw`(?<![\d.,])(\d{1,3})\s?${hourWord}[\s,]{0,3}(?:(?:and|und|&)\s)?(\d{1,2})\s?${minuteWord}`,
  'i',
);
/** "10h30", with nothing behind the minutes. */
const compact = /(?<![\d.,])(\d{1,3})h([0-5]\d)\b/i;
/** Whole hours in plain words are prose ("the next 48 hours") unless something says that they are a length. */
const hours =
  /\b(?:length|duration|runtime|running time|time)\W{1,3}(\d{1,3}(?:\.\d{1,2})?)\s?h(?:ou)?rs?\b|(?<![\d.,])(\d{1,3}(?:\.\d{1,2})?)\s?hrs?\b/i;
const minutes = /(?<![\d.,])(\d{3,4})\s?min(?:ute)?s?\b/i;

/** Reads "10 hrs and 4 mins", "27hr 55min", "28h40m", "8:17:09" or "631 minutes"; null when no length is stated. */
export function durationFromText(text: string): number | null {
  const cut = text.slice(0, longestText);
  const exact = clock.exec(cut);
  if (exact) return seconds(exact[1], exact[2], exact[3]);
  const long = hoursAndMinutes.exec(cut) ?? compact.exec(cut);
  if (long) return seconds(long[1], long[2]);
  const round = hours.exec(cut);
  return round ? seconds(round[1] ?? round[2]) : seconds('0', minutes.exec(cut)?.[1]);
}

/** "Random House cassettes, 3 hours": a remark of its own. "24 hours. One bomb." is a story. */
const remark =
  /(?:^|[.;,(|–-]\s+)(?:approx(?:\.|imately)? |about |ca?\. ?)?(?!(?:12|24|36|48|72)\b)(\d{1,2}(?:[.,]5)?) hours?\s*(?:$|[.,;)|])/i;

/** Reads whole hours that stand by themselves, which only the size can confirm; null when there are none. */
export function hoursRemarked(text: string): number | null {
  const found = remark.exec(text.slice(0, longestText))?.[1];
  return found === undefined ? null : seconds(found.replace(',', '.'));
}

function seconds(h = '0', m = '0', s = '0'): number | null {
  return Math.round(Number(h) * 3600) + Number(m) * 60 + Number(s) || null;
}
