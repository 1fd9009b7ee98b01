import { styleText } from 'node:util';
import type { Tone } from '../../command/reply.ts';

export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'yellow' | 'red';
/** Colours a piece that is already cut to its width. */
export type Paint = (style: Style, text: string) => string;

/** The only source of terminal sequences in a rendering; without colour it leaves text as it is. */
export function createPaint(hasColour: boolean): Paint {
  if (!hasColour) return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}

export const toneLook: Record<Tone, { symbol: string; style: Style }> = {
  info: { symbol: '•', style: 'cyan' },
  ok: { symbol: '✓', style: 'green' },
  warning: { symbol: '!', style: 'yellow' },
  danger: { symbol: '✗', style: 'red' },
};
