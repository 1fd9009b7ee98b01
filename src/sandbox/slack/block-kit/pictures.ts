import { isObject } from '../../http.ts';
import { textOf } from '../arguments.ts';
import type { Workspace } from '../workspace.ts';
import { problemAt } from './shape.ts';

/** Slack fetches pictures itself: it needs a public address, or a file that was uploaded before. */
export function checkPictures(workspace: Workspace, node: unknown, pointer = '/blocks'): string[] {
  if (Array.isArray(node)) {
    return node.flatMap((one: unknown, index) =>
      checkPictures(workspace, one, `${pointer}/${index}`),
    );
  }
  if (!isObject(node)) return [];
  const { type, image_url: url, slack_file: file } = node;
  if (type !== 'image') {
    return Object.entries(node).flatMap(([name, value]) =>
      checkPictures(workspace, value, `${pointer}/${name}`),
    );
  }
  if (typeof url === 'string' && !isPublic(url)) {
    return problemAt('downloading image failed', `${pointer}/image_url`);
  }
  if (isObject(file) && !isUploaded(workspace, file)) {
    return problemAt('invalid slack file', `${pointer}/slack_file`);
  }
  return [];
}

function isPublic(address: string): boolean {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  const host = url.hostname;
  if (!host.includes('.') || /\.(local|lan|home|internal)$/.test(host)) return false;
  return !/^(127|10|0|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(host);
}

function isUploaded(workspace: Workspace, file: Record<string, unknown>): boolean {
  const byUrl = /\/files\/(\w+)/.exec(textOf(file, 'url') ?? '')?.[1];
  const id = textOf(file, 'id') ?? byUrl ?? '';
  return workspace.files.get(id)?.isComplete === true;
}
