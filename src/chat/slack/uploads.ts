import { createHash } from 'node:crypto';
import type { Picture, Pictures } from '../../command/picture.ts';
import type { Block } from '../../command/reply.ts';
import type { Api } from './api.ts';
import type { Files } from './pictures.ts';

export type Upload = (pictures: Pictures) => Promise<Files>;

const mostRemembered = 500;

/**
 * Uploads the pictures of a message and answers their ids; each picture once, however often it is shown.
 * One that Slack does not take is told to `onFailure`, and the message goes without it.
 */
export function createUploads(api: Api, onFailure: (error: unknown) => void): Upload {
  const known = new Map<string, string>();

  async function idOf(picture: Picture): Promise<string> {
    const key = createHash('sha256').update(picture.bytes).digest('hex');
    const id = known.get(key) ?? (await upload(api, picture));
    known.delete(key);
    known.set(key, id);
    const [oldest] = known.keys();
    if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    return id;
  }

  return async (pictures) => {
    const files = new Map<Block, string>();
    for (const [block, picture] of pictures) {
      try {
        files.set(block, await idOf(picture));
      } catch (error) {
        onFailure(error);
      }
    }
    return files;
  };
}

/** Slack's three steps; a file that is shared in no channel is shown by the messages that name it. */
async function upload(api: Api, { bytes, type }: Picture): Promise<string> {
  const filename = `picture.${type.slice('image/'.length)}`;
  const slot = await api.call('files.getUploadURLExternal', { filename, length: bytes.length });
  const id = String(slot['file_id']);
  await api.sendFile(String(slot['upload_url']), bytes);
  await api.call('files.completeUploadExternal', { files: [{ id, title: filename }] });
  return id;
}
