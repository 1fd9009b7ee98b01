/** What the bytes 0x80 to 0x9f are in the Western code page of Windows. */
const windowsLetters = Array.from(
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ',
  (letter, index): [string, number] => [letter, 0x80 + index],
);
const windowsBytes = new Map(windowsLetters);
const follower = `[\\u0080-\\u00bf${windowsLetters.map(([letter]) => letter).join('')}]`;
/** UTF-8 that was read as a Western code page: "Ã¶" for "ö", "â€™" for "’". */
const misread = new RegExp(`[\\u00c2-\\u00df]${follower}|[\\u00e0-\\u00ef]${follower}{2}`, 'g');
const strict = new TextDecoder('utf-8', { fatal: true });

/** Letters of other scripts that look like a Latin one. */
const lookAlikes = new Map([
  ...pairs('аеіјорѕсухһԁв', 'aeijopscyxhdb'),
  ...pairs('АВЕІЈКМНОРЅСТУХ', 'ABEIJKMHOPSCTYX'),
  ...pairs('αειικνορτυχ', 'aeiikvoptux'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
]);
const otherScript = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const latin = /\p{Script=Latin}/u;
const lettersOfScripts = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu;

/** A text that has lost more is not guessed at. */
const mostLost = 8;
const lost = /\p{L}[?\ufffd]+(?=\p{L}|\s|$)/u;

/** The text with letters repaired that were written in one encoding and read in another. */
export function repaired(text: string): string {
  const once = readAgain(text);
  // What went wrong twice is repaired twice.
  return readAgain(once);
}

function readAgain(text: string): string {
  return text.replaceAll(misread, (run) => {
    const bytes = Array.from(
      run,
      (letter) => windowsBytes.get(letter) ?? letter.codePointAt(0) ?? 0,
    );
    try {
      return strict.decode(Uint8Array.from(bytes));
    } catch {
      // Not UTF-8, so these letters are meant as they stand.
      return run;
    }
  });
}

/** The text with Latin letters only in its Latin words: a Cyrillic "о" in "Beartоwn" is an "o". */
export function inOneScript(text: string): string {
  if (!otherScript.test(text) || !latin.test(text)) return text;
  return text.replace(lettersOfScripts, (word) => {
    const letters = Array.from(word);
    const isMixed = latin.test(word) && otherScript.test(word);
    const isDisguised = word.length > 1 && letters.every((letter) => lookAlikes.has(letter));
    return isMixed || isDisguised
      ? letters.map((letter) => lookAlikes.get(letter) ?? letter).join('')
      : word;
  });
}

/** True when the texts are the same but for letters that were lost: "Garc?a" and "García". */
export function fitsLost(text: string, whole: string): boolean {
  if (!lost.test(text) || (text.match(/[?\ufffd]/g)?.length ?? 0) > mostLost) return false;
  const pattern = text
    .replace(/[.*+^${}()|[\]\\]/g, '\\$&')
    .replace(/(?<=\p{L})[?\ufffd]+(?=\p{L}|\s|$)/gu, '\\p{L}{1,2}')
    .replace(/[?]/g, '\\?');
  return new RegExp(`^${pattern}$`, 'u').test(whole);
}

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from, (letter, index) => [letter, to.slice(index, index + 1)]);
}
