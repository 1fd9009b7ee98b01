import { headingOf, type Part } from './parts.ts';

const setting = /^#?([A-Z][A-Z0-9_]+)=(.*)$/;

/** The settings of the example configuration: a comment, then the name with its default. */
export function readSettings(text: string): Part[] {
  const parts: Part[] = [];
  let comment: string[] = [];
  for (const row of text.split('\n')) {
    const [, name, fallback = ''] = setting.exec(row) ?? [];
    if (name !== undefined) {
      const value = fallback === '' ? 'Empty by default.' : `Default: ${fallback}`;
      parts.push({ heading: headingOf(['Settings', name]), lines: [...comment, value] });
      comment = [];
    } else if (row.startsWith('# ')) comment.push(row.slice(2));
    else comment = [];
  }
  return parts;
}
