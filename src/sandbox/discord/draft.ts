import { isObject } from '../http.ts';
import {
  type Attachment,
  mergeAttachments,
  refuseLargeUploads,
  type Upload,
} from './attachments.ts';
import { type Component, numberComponents } from './component.ts';
import { type FormFaults, refuseFaults } from './form.ts';
import { type Embed, emptyFace, hasFlag, type MessageFace, messageFlags } from './message.ts';
import { refuse } from './refusal.ts';
import { checkBody, checkFace, pictureAddresses, referencedFiles } from './rules/message.ts';
import { withoutNulls } from './rules/parts.ts';
import type { DiscordState } from './state.ts';

/** What a write sends: the JSON body and the files beside it. */
export type Write = { body: Record<string, unknown>; uploads: Upload[] };

const keptFlags =
  messageFlags.componentsV2 | messageFlags.suppressEmbeds | messageFlags.suppressNotifications;

/**
 * The message as it will look after a write; what an edit leaves out stays as it was. Throws the
 * refusal Discord would answer: too large, invalid form, empty.
 */
export function readFace(
  state: DiscordState,
  { body, uploads }: Write,
  previous: MessageFace | null,
): MessageFace {
  refuseLargeUploads(uploads);
  const faults: FormFaults = [];
  checkBody(faults, body);
  refuseFaults(faults);
  const before = previous ?? emptyFace;
  const face: MessageFace = {
    content: given(body['content'], before.content, '') as string,
    embeds: given(withoutNulls(body['embeds']), before.embeds, []) as Embed[],
    components: given(withoutNulls(body['components']), before.components, []) as Component[],
    attachments: mergeAttachments(before.attachments, uploads, body['attachments'], (upload) =>
      storeUpload(state, upload),
    ),
    // The flag of version 2 can be added by an edit, never taken away.
    flags: (before.flags | Number(body['flags'] ?? 0)) & keptFlags,
  };
  checkFace(faults, face);
  refuseFaults(faults);
  if (isEmpty(face)) refuse('empty-message', 'neither text nor anything to show');
  notePictures(state, face);
  return { ...face, components: numberComponents(face.components) };
}

/** Absent keeps what was, null clears it. */
function given(value: unknown, before: unknown, cleared: unknown): unknown {
  if (value === undefined) return before;
  return value === null ? cleared : value;
}

function isEmpty({ content, embeds, components, attachments }: MessageFace): boolean {
  return [content.trim(), embeds, components, attachments].every(({ length }) => length === 0);
}

/** Keeps a file under an address of its own. */
export function storeUpload(
  state: DiscordState,
  { name, type, bytes }: Omit<Upload, 'index'>,
): Attachment {
  const id = state.newId();
  const url = `${state.url}/attachments/${id}/${encodeURIComponent(name)}`;
  const stored = { id, name, type, bytes, description: null, url };
  state.files.set(id, stored);
  return stored;
}

/** Pictures nobody would see: an embed's missing file, an address only the home network reaches. */
function notePictures(state: DiscordState, face: MessageFace): void {
  const names = face.attachments.map(({ name }) => name);
  if (!hasFlag(face, 'componentsV2')) {
    for (const file of referencedFiles(face).filter((name) => !names.includes(name))) {
      state.violations.push({ rule: 'missing-picture', detail: `attachment://${file}` });
    }
  }
  for (const address of pictureAddresses(face).filter(isPrivateAddress)) {
    if (address.startsWith(state.url)) continue;
    state.violations.push({ rule: 'private-picture-address', detail: address });
  }
}

function isPrivateAddress(address: string): boolean {
  if (!/^https?:/.test(address) || !URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  const isPrivateNumber = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|f[cd]))/.test(
    hostname,
  );
  const isHomeName = /^[^.:]+$|\.(local|lan|internal|home\.arpa)$/.test(hostname);
  return isPrivateNumber || isHomeName;
}

/** The JSON object of a body; Discord takes anything else for an empty one. */
export function objectOf(body: unknown): Record<string, unknown> {
  return isObject(body) ? body : {};
}
