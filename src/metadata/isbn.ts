/** Whether two ISBNs name one edition; the short and the long form of a number are the same. */
export function isSameIsbn(a: string, b: string): boolean {
  const [left, right] = [core(a), core(b)];
  return left !== null && left === right;
}

/** The nine digits that both forms share; books of the 979 range have no short form. */
function core(isbn: string): string | null {
  const digits = isbn.replaceAll(/[\s‐-]/g, '').toUpperCase();
  if (/^\d{9}[\dX]$/.test(digits)) return digits.slice(0, 9);
  if (/^978\d{10}$/.test(digits)) return digits.slice(3, 12);
  return /^979\d{10}$/.test(digits) ? digits : null;
}
