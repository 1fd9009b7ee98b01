import { withoutCourses } from '../kind.ts';
import { isLabel } from '../labels.ts';
import { isEditionRemark } from '../remarks.ts';
import { pictures, plain, visible } from '../words.ts';

const markup =
  /<\/?[a-z][^<>]{0,60}>|\[\/?(?:b|i|u|s|size|color|url|center|font)(?:=[^[\]]{0,40})?\]/gi;
/** "NEW! …" */
const call =
  /^(?:new!|(?:new|req(?:uest(?:ed)?)?|repost|re-?up|audio ?book)\s*[!:]|\[(?:req|new)\])\s+/i;
const starred = /\*{1,3}([A-Za-z ]{2,30})\*{1,3}/g;
const between = /(?<=\S)_-_(?=\S)|\s-\s?by\s?-\s/gi;
/** "… w/ PDF", "… v2", "… 64kbps 22kHz mono" */
const behind =
  /(?:,?\s+(?:(?:w\/|with|\+|&|incl\.?|including)\s?(?:an? )?(?:pdf|e-?book|epub|cue|cover)s?|v\d|(?!40k$)\d{1,3}(?:[.,]\d)?\s?k(?:bps|hz|b)?|\d{4,5}\s?hz|\d\d kbit|mono|stereo|(?:mp3|m4b|aac)))+$/i;
const praised = /\s*#1 (?:new york times|nyt|sunday times|international|amazon)\b.*$/i;
/** "… -GROUP" */
const group = /(?<=\p{Ll}.*) -=?[A-Z]{4,12}=?-?$/u;
/** "…, with a foreword by the author" */
const foreword =
  /,? (?:with|including) an? (?:\w+ )?(?:foreword|introduction|afterword|preface)(?: by .+)?$/i;
/** "Wheel of Time [01] The Eye of the World" */
const numberBetween = /(?<=\p{L}) [[(](\d{1,3})[\])] (?=\p{L})/u;
/** "Tom Clancy Support and Defend": the name of a line of books, whoever writes them. */
const brand =
  /^(?:tom clancy|robert ludlum|clive cussler|vince flynn|robert b\.? parker|james patterson|stieg larsson)(?:['’]?s)?:? (?=\S+ \S+)(?!and\b|&|with\b|-|–)/i;
const yearAtEnd = /,?\s+((?:19[3-9]|20[0-2])\d)$/;
const bracket = /[([{]([^()[\]{}]*)[)\]}]/g;
/** "(Volume 2)" */
const countsVolume = /^vol(?:ume|\.)? ?(?:\d{1,2}|[ivx]+|one|two|three|four|five)$/;
const ascii = /^[\x20-\x7e]*$/;
const anyYear = /\b(?:1[5-9]|20)\d\d\b/;
/** Each year has its own. */
const yearly = /\b(?:best|annual|almanac|yearbook|years?|guide|report|class|summer|winter)\b/i;

/** The title without markup and without what uploaders call out around it. */
export function undecorated(title: string): string {
  const seen = visible(title);
  const text = ascii.test(seen) ? seen : visible(seen.replace(pictures, ' '));
  const isBare = /^[\w',: ]+$/.test(text) && !/^(?:new|req\w*|repost):/i.test(text);
  if (
    isBare &&
    !/\d$|\dk\b|hz$|mono|stereo|mp3|m4b|foreword|introduction|afterword|preface|^ttc|courses|company|scholar|^(?:tom|robert|clive|vince|james|stieg)/i.test(
      text,
    )
  )
    return text;
  return withoutCourses(withoutOriginal(text))
    .replace(markup, ' ')
    .replace(between, (found) => (found.includes('_') ? ' - ' : ' by '))
    .replace(starred, (all, words: string) => (isRemark(words) ? ' ' : all))
    .replace(call, '')
    .replace(brand, '')
    .replace(numberBetween, ' $1 ')
    .replace(behind, '')
    .replace(foreword, '')
    .replace(praised, '')
    .replace(group, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "We (Мы)": the title in the letters it was written in. */
function withoutOriginal(text: string): string {
  if (!/\p{Script=Latin}/u.test(text)) return text;
  return text.replace(bracket, (all) => {
    return /\p{L}/u.test(all) && !/[\p{Script=Latin}\d]/u.test(all) ? ' ' : all;
  });
}

/** "Under the Dome, 2012" beside "Under the Dome"; a year that both have is part of the title. */
export function withoutYear(title: string, other: string): string {
  const year = yearAtEnd.exec(title);
  if (!year || anyYear.test(other) || yearly.test(title)) return title;
  return title.slice(0, year.index);
}

/** The title without what brackets say of the edition. */
export function withoutRemarks(title: string): string {
  if (!/[([{]/.test(title)) return title;
  return title.replace(bracket, (all, content: string) => {
    const text = plain(content).trim();
    const isRemark = isLabel(text) || isEditionRemark(text);
    return isRemark && !countsVolume.test(text) ? ' ' : all;
  });
}

function isRemark(words: string): boolean {
  const text = words.trim().toLowerCase();
  return isLabel(text) || isEditionRemark(text);
}
