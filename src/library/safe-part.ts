const maxPartBytes = 200;

/** One folder name made of any text: idempotent, at most 200 bytes, empty when nothing is left. */
export function safePart(text: string, maxBytes = maxPartBytes): string {
  return fit(withoutDevice(fit(clean(text), maxBytes)), maxBytes);
}

const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const forbidden = /[/\\:*?"<>|\p{Cc}]/gu;
const longestInput = 2000;

/** A leading dot goes as well: Audiobookshelf passes over folders that have one. */
export function clean(text: string): string {
  return text
    .slice(0, longestInput)
    .toWellFormed()
    .replaceAll(invisible, '')
    .normalize('NFC')
    .replaceAll(forbidden, '-')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** As many whole characters as have room. */
export function fit(text: string, maxBytes: number): string {
  if (Buffer.byteLength(text) <= maxBytes) return text;
  let kept = '';
  let keptBytes = 0;
  for (const { segment } of graphemes.segment(text)) {
    keptBytes += Buffer.byteLength(segment);
    if (keptBytes > maxBytes) break;
    kept += segment;
  }
  return kept.replace(/[. ]+$/, '');
}

const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?= *(?:\.|$))/i;

function withoutDevice(part: string): string {
  return part.replace(device, '$&-');
}
