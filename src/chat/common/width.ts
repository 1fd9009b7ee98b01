const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

// One letter, one cell: what most text is made of, and the sign for what was left out.
const narrow = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff…]*$/;
// Marks and joiners take no cell of their own, nor do the later parts of a composed Hangul syllable.
const zeroWidth = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]$/u;
// East Asian Wide and Fullwidth (UAX 11), by block.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]$/u;
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;

/** How many cells a terminal gives to a text without control characters. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** The pieces between which a text may be cut: graphemes, or code points of a cluster too wide to keep. */
export function* pieces(text: string): Generator<string> {
  if (narrow.test(text)) return yield* text;
  for (const { segment } of segmenter.segment(text)) {
    if (graphemeWidth(segment) > 4) yield* segment;
    else yield segment;
  }
}

function graphemeWidth(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let width = 0;
  for (const character of grapheme) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (zeroWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
