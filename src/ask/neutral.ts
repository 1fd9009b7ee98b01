/** Foreign text in which no address can be pressed: it stays readable, without what makes it a link. */
export function withoutLinks(text: string): string {
  return text
    .replaceAll(/!?\[([^\][]{0,200})\]\(\s*([^()\s]{1,500})[^()]{0,200}\)/g, '$1 ($2)')
    .replaceAll(/\b[a-z][a-z0-9+.-]{0,30}:\/\/+/gi, '')
    .replaceAll(/\b(?:mailto|javascript|data|tel):/gi, '')
    .replaceAll(/\bwww\./gi, '');
}
