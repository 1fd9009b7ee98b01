import type { Call } from './state.ts';

/** The command line that does what a call does: `reject proposal=12 reason="wrong book"`. */
export function lineOf({ command, input }: Call): string {
  const words = Object.entries(input).map(([name, value]) => `${name}=${quote(String(value))}`);
  return [command, ...words].join(' ');
}

function quote(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value.replaceAll('"', "'")}"`;
}
