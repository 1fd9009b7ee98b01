/** ISBN and ASIN out of the one field uploaders type either into, with or without a label. */
export function readBookIds(text: string): { isbn: string | null; asin: string | null } {
  const labelled = /\bASIN[:\s]*([A-Z0-9]{10})\b/i.exec(text);
  const found = labelled ?? /\b(B0[A-Z0-9]{8})\b/i.exec(text);
  const rest = found ? text.replace(found[0], ' ') : text;
  const digits = rest.replaceAll(/(?<=\d)[-‐‑–](?=[\dX])/gi, '');
  const isbn = /(?<!\d)(97[89]\d{10}|\d{9}[\dX])(?!\d)/i.exec(digits);
  return {
    isbn: isbn?.[1]?.toUpperCase() ?? null,
    asin: found?.[1]?.toUpperCase() ?? null,
  };
}
