import type { Tone } from '../command/reply.ts';
import { element } from './svg.ts';

/**
 * A card with its own ground, so that it reads the same in a dark and in a light chat. It is shown at
 * less than half its size on a telephone: the letters are large and the labels few.
 */
export const card = { width: 800, padding: 36, font: 'DejaVu Sans' } as const;

export const ink = {
  ground: '#1e2430',
  grid: '#3a4252',
  quiet: '#aab4c5',
  plain: '#f2f5fa',
  line: '#6cb6ff',
  unknown: '#2a3140',
} as const;

export const toneInk: Record<Tone, string> = {
  info: '#7d8799',
  ok: '#5fd08a',
  warning: '#ffc857',
  danger: '#ff7b72',
};

export const sizes = { title: 30, figure: 40, label: 26 } as const;

/** About how wide a text is drawn: the font's mean letter, and a little more. */
export function widthOf(text: string, size: number): number {
  return text.length * size * 0.62;
}

/** The size at which a text fits into the room, the wished one at most. */
export function fittingSize(text: string, size: number, room: number): number {
  return Math.min(size, (size * room) / widthOf(text, size));
}

/** The whole picture around its parts. */
export function drawing(height: number, parts: readonly string[]): string {
  const { width, font } = card;
  const ground = element('rect', { width, height, rx: 24, fill: ink.ground });
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': font,
    },
    ground + parts.join(''),
  );
}
