import { plainText } from '../../command/plain-text.ts';

const made = Symbol('html');

/** Markup that only `html` makes; no text that came from elsewhere is ever taken for it. */
export type Html = { readonly [made]: string };

export type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Markup with every value escaped. Attributes have to stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return { [made]: String.raw({ raw: strings }, ...values.map(markupOf)) };
}

/** Markup from a maker that escapes by itself, such as the charts. */
export function trusted(markup: string): Html {
  return { [made]: markup };
}

/** The markup as it is sent. */
export function textOf(part: Html): string {
  return part[made];
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escape(part);
  return made in part ? part[made] : part.map(markupOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return plainText(text).replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
