import { plain } from '../library/words.ts';

const number = String.raw`(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen)`;
const media = String.raw`(?:chapters?|files?|tracks?|discs?|disks?|cds?|tapes?|cassettes?|sides?|sections?|box(?:es)?|kapitel|chapitres?|capitulos?)`;

/** Of what an uploader says in passing, what makes it doubtful that the files are the whole book. */
const pieces = new RegExp(
  [
    String.raw`\b(?:the )?(?:rest|remainder|remaining (?:half|part|chapters)|other (?:half|part)|second (?:half|part|box|upload|torrent))\b.{0,40}\b(?:upload|torrent|follows?|to follow|later|linked|up when)\b`,
    String.raw`\bsplit (?:in|into) (?:two|three|2|3) (?:torrents|uploads)\b|\b(?:on|is in|are in|are on) (?:another|a second|my other) (?:torrent|upload|account)\b`,
    String.raw`\b(?:stops|breaks off|cuts off|starts with|begins with|starts at|ends)\b.{0,24}\b(?:chapter|disc|cd|file|track|tape)\b`,
    String.raw`\b${media} ${number} ?(?:-|to|through|bis|a) ?${number}(?: (?:are )?(?:here|only)|, (?:and |the (?:first|rest|other|remain)))`,
    String.raw`\b${media}\b.{0,24}\b(?:unreadable|missing|lost|scratched|damaged|fehlen|fehlt|manque(?:nt)?)\b|\b(?:fehlt|fehlen|missing|lost|manque)(?: mir)? (?:the )?(?:last |final |first )?${media}\b`,
    String.raw`\bi (?:haven['’]?t|didn['’]?t|could(?:n['’]?t| only)|only (?:took|ripped|have|borrowed?|got))\b.{0,40}\b(?:rip(?:ped)?|borrow|box|chapters?|discs?|cds?|half|part)\b`,
    String.raw`\bgot lost\b|\b${media} set [ab12] of\b|\b(?:sections?|lives|stories|essays|parts) ${number} (?:to|through|-) ${number} (?:are )?(?:here|only)\b|\bsections only\b|\b(?:audio|part|pt) 1\/2\b`,
    String.raw`\bthe first of (?:the )?two volumes\b|\bjust the (?:prologue|first chapter|introduction)\b`,
  ].join('|'),
);
const shortened =
  /(?<!un)abridge?ment\b|\bcondensed\b|\bdigest (?:series|version|edition)\b|\breader'?s'? digest\b|\bshortened\b|\bcut (?:to|down|by) \b|\b(?:somewhat|slightly|heavily|lightly) cut\b|\b(?:omits|leaves out|left out|trimmed)\b|\b(?:five|four|three|two|six|\d) hour version\b|\b(?:half|two thirds|a third|a quarter) (?:of )?(?:the|what)\b.{0,20}\b(?:length|wrote|book|text|novel)\b|\b(?:edicion|version) (?:resumida|reducida)\b|\bversion allegee\b|\bresumida?\b/;
const played =
  /\b(?:from|with|by) an? (?:new )?script\b|\bscripted\b|\bstage script\b|\bplay for voices\b|\bstudio audience\b|\brecorded live at\b|\bserial in \b|\b(?:npr|bbc|radio) (?:\d |four )?serial\b|\blight programme\b|\bensemble of\b|\bcast of (?:two|three|four|five|six|seven|eight|nine|ten|\d)/;
const print =
  /\b(?:epub3?|azw3|mobi|docx?)\b.{0,16}\b(?:and|plus|or|of|zum lesen|in one|drm)\b|\b(?:scanned|ocr)\b.{0,40}\b(?:pdf|docx|ocr|paperback|abbyy|word|epub)\b|\btext only\b|\breflowable\b|\breading app\b|\b(?:on|onto) your (?:kobo|kindle)\b/;
const about =
  /\bseason (?:one|two|three|\d) of the podcast\b|\ba lecture (?:on|about)\b|\bgraphic novel version\b|\bpodcast feed\b|\blisten before you buy\b/;
const whole = /\bunabridged\b|\bungekurzt|\bintegral|\bcomplete and unabridged\b/;

/** The words of a description or of tags that leave it open whether the recording is the whole book; null when none do. */
export function doubtfulRemark(texts: readonly string[]): string | null {
  const lines = texts.map(plain);
  const isWhole = lines.some((line) => whole.test(line));
  for (const line of lines) {
    for (const way of isWhole
      ? [pieces, played, print, about]
      : [pieces, shortened, played, print, about]) {
      const found = way.exec(line)?.[0];
      if (found !== undefined) return found;
    }
  }
  return null;
}
