import { isObject } from '../http.ts';
import { refuse } from './refusal.ts';

export type Attachment = {
  id: string;
  name: string;
  type: string;
  bytes: Buffer;
  description: string | null;
  url: string;
};

/** One file of a multipart request; `index` is the n of `files[n]`. */
export type Upload = { index: number; name: string; type: string; bytes: Buffer };

const fileLimitBytes = 10 * 1024 * 1024;
const requestLimitBytes = 25 * 1024 * 1024;

/** Throws the 413 answer for a file above 10 MiB or a request above 25 MiB. */
export function refuseLargeUploads(uploads: Upload[]): void {
  const sizes = uploads.map(({ bytes }) => bytes.length);
  const large = uploads.find(({ bytes }) => bytes.length > fileLimitBytes);
  if (large) refuse('too-large', `${large.name} has ${large.bytes.length} bytes`);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > requestLimitBytes) refuse('too-large', `the request has ${total} bytes`);
}

/**
 * The files a message has after a write: `listed` is the body's `attachments`, which keeps those
 * it names and drops the others; without it all stay. New files are added in any case.
 */
export function mergeAttachments(
  previous: Attachment[],
  uploads: Upload[],
  listed: unknown,
  store: (upload: Upload) => Attachment,
): Attachment[] {
  const entries = Array.isArray(listed) ? listed.filter(isObject) : null;
  const kept = previous.filter(
    ({ id }) => entries === null || entries.some((entry) => String(entry['id']) === id),
  );
  const added = uploads.map((upload) => {
    const entry = entries?.find(({ id }) => String(id) === String(upload.index));
    const stored = store(upload);
    const description = entry?.['description'];
    return typeof description === 'string' ? { ...stored, description } : stored;
  });
  return [...kept, ...added];
}

export function attachmentJson(attachment: Attachment): Record<string, unknown> {
  const { id, name, type, bytes, description, url } = attachment;
  return {
    id,
    filename: name,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: type,
    ...(description !== null && { description }),
  };
}
