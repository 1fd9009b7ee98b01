/** The digits of an ISBN of either length whose check digit is right; null for anything else. */
export function readIsbn(text: string): string | null {
  const digits = text.replaceAll(/[\s‐-]/g, '').toUpperCase();
  if (/^97[89]\d{10}$/.test(digits)) return weigh(digits, 13) % 10 === 0 ? digits : null;
  if (/^\d{9}[\dX]$/.test(digits)) return weigh(digits, 10) % 11 === 0 ? digits : null;
  return null;
}

function weigh(digits: string, length: 10 | 13): number {
  return digits.split('').reduce((sum, digit, place) => {
    const value = digit === 'X' ? 10 : Number(digit);
    return sum + value * (length === 10 ? 10 - place : place % 2 === 0 ? 1 : 3);
  }, 0);
}
