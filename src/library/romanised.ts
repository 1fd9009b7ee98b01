const shortestSound = 4;
/** What one of the patterns below may find. */
const romanisedLetters =
  /sk|t[zcs]|[aeo][yij]e|i[ayi]|[yi]{2}|[oi]$|^ye|^f\w+dor$|^st$|[eo]w$|nje|kh|ks|ndr$/;

/** Russian and Chinese names are written in Latin letters in several ways ("Dostoyevsky", "Dostoevskii"), saints are shortened. */
export function romanised(token: string): string {
  if (!romanisedLetters.test(token)) return token;
  return token
    .replace(/w(?=sk)/, 'v')
    .replace(/(?<=[aeo])[yij](?=e)/, '')
    .replace(/sk(?:i|iy|ii|ij|yi)$/, 'sky')
    .replace(/(?<=[eo])w$/, 'v')
    .replace(/nj(?=e)/, 'n')
    .replace(/kh/g, 'ch')
    .replace(/ks/g, 'x')
    .replace(/ndr$/, 'nder')
    .replace(/oi$/, 'oy')
    .replace(/^tch/, 'ch')
    .replace(/^ye(?=vg)/, 'e')
    .replace(/^f(?:e|i|eo|io|jo)dor$/, 'fyodor')
    .replace(/(?<=r|t)[iy]{2}$|(?<=..[dklmnrt])i$/, 'y')
    .replace(/tz(?=k)/, 'ts')
    .replace(/i(?=a)/, 'y')
    .replace(/^t[sz][eu]$/, 'zi')
    .replace(/^st$/, 'saint');
}

/** "Victor" and "Viktor", "Madeline" and "Madeleine". */
export function soundAlike(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= shortestSound && sound(a) === sound(b);
}

function sound(name: string): string {
  return name
    .replace(/ph/g, 'f')
    .replace(/ck|c(?![eiyh])/g, 'k')
    .replace(/(?<=t|r)h|h$/g, '')
    .replace(/ei|ie|y/g, 'i')
    .replace(/(.)\1/g, '$1')
    .replace(/e$/, '');
}
