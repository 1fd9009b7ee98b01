import { setTimeout as sleep } from 'node:timers/promises';
import type { Commands } from '../../command/discover.ts';
import type { TypedCall } from '../../command/words.ts';
import { ExternalError, messageOf, UserError } from '../../errors.ts';

/** A file a person sent along; `sizeBytes` as the chat says. */
export type AttachedFile = { name: string; address: string; sizeBytes: number };

type Fetching = {
  service: 'discord' | 'slack';
  /** Whether the chat keeps its files there; nothing is fetched from elsewhere. */
  isFileHost: (address: string) => boolean;
  headers?: Record<string, string>;
};

/** A saved web page is far smaller. */
const mostBytes = 5 * 1024 * 1024;
const timeoutMs = 20_000;
/** Chats show a file's address a moment before the file is there. */
const tries = 3;
const againMs = 500;

/**
 * The call with the content of an attached file in the field that takes one. Throws UserError where the
 * command takes none, beside a typed text, or for what is no text; ExternalError when the chat does not
 * give the file.
 */
export async function withAttached(
  commands: Commands,
  call: TypedCall,
  file: AttachedFile | null,
  fetching: Fetching,
): Promise<TypedCall> {
  if (!file) return call;
  const field = commands.get(call.command)?.attached;
  if (!field) throw new UserError('bad_input', `"${call.command}" takes no file.`, 'Leave it out.');
  if (call.input[field]) {
    const text = `There is a file and something typed for "${field}".`;
    throw new UserError('bad_input', text, 'Give one of them.');
  }
  return { ...call, input: { ...call.input, [field]: await readText(file, fetching) } };
}

async function readText(file: AttachedFile, fetching: Fetching): Promise<string> {
  if (!fetching.isFileHost(file.address)) {
    const text = `${file.name} only leads to another place, where the bot fetches nothing.`;
    throw new UserError('bad_input', text, 'Upload the file itself.');
  }
  if (file.sizeBytes > mostBytes) throw tooLarge(file.name, file.sizeBytes);
  const bytes = await fetchBytes(file, fetching);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const hint = 'Save the page as HTML or text in UTF-8.';
    throw new UserError('bad_input', `${file.name} is no text in UTF-8.`, hint);
  }
}

async function fetchBytes(
  { name, address }: AttachedFile,
  { service, headers = {} }: Fetching,
): Promise<Buffer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(address, { headers, redirect: 'error', signal });
      if (response.ok) return await readBytes(name, response);
      if (attempt === tries) {
        const text = `${name} was answered with ${response.status}`;
        throw new ExternalError(service, 'refused', text);
      }
    } catch (error) {
      if (error instanceof ExternalError || error instanceof UserError) throw error;
      if (attempt === tries) {
        throw new ExternalError(service, 'unreachable', messageOf(error), { cause: error });
      }
    }
    await sleep(againMs);
  }
}

/** Whatever the chat said of its size. */
async function readBytes(name: string, { body }: Response): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of body ?? []) {
    sizeBytes += piece.length;
    if (sizeBytes > mostBytes) throw tooLarge(name, sizeBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(name: string, sizeBytes: number): UserError {
  const [size, most] = [sizeBytes, mostBytes].map((bytes) => (bytes / 1e6).toFixed(1));
  return new UserError('bad_input', `${name} has ${size} MB.`, `At most ${most} MB, please.`);
}
