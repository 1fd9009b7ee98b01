type Attributes = Readonly<Record<string, string | number>>;

/** One element of SVG; `content` is SVG itself. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
  return `<${name}${list.join('')}>${content}</${name}>`;
}

/** Words at a place; `attributes` say how large, which colour and to which side. */
export function words(x: number, y: number, text: string, attributes: Attributes): string {
  return element('text', { x, y, ...attributes }, escape(text));
}

function attribute(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : escape(value);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Without the characters that no XML may hold. */
function escape(text: string): string {
  return (
    text
      .toWellFormed()
      // oxlint-disable-next-line no-control-regex -- these are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter)
  );
}
