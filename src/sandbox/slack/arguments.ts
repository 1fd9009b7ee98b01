import { bodyForm, bodyObject, type SandboxRequest } from '../http.ts';

/** What a call sent: real JSON, or form fields whose structures are JSON text. */
export type Arguments = Record<string, unknown>;

export async function readArguments(request: SandboxRequest): Promise<Arguments> {
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return bodyObject(request);
  const form = await bodyForm(request).catch(() => new FormData());
  return Object.fromEntries(form);
}

/** A text argument; null when it is missing or empty. */
export function textOf(args: Arguments, name: string): string | null {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

export function flagOf(args: Arguments, name: string): boolean {
  return ['true', '1', true, 1].includes(args[name] as string | number | boolean);
}

export function numberOf(args: Arguments, name: string, fallback: number): number {
  const value = textOf(args, name);
  return value === null || Number.isNaN(Number(value)) ? fallback : Number(value);
}

/** A structure; undefined when it is missing, null when its text is not JSON. */
export function structureOf(args: Arguments, name: string): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value;
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}
