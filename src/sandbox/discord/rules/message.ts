import { isObject } from '../../http.ts';
import { flatten, componentTypes as types } from '../component.ts';
import { at, checkSize, checkText, type FormFaults } from '../form.ts';
import { hasFlag, type MessageFace } from '../message.ts';
import { checkRows } from './components.ts';
import { checkLayout, checkNoLegacyFields } from './components-v2.ts';
import { checkEmbeds } from './embeds.ts';
import { checkParts } from './parts.ts';

/** What can be judged on the body alone. */
export function checkBody(faults: FormFaults, body: Record<string, unknown>): void {
  checkText(faults, 'content', body['content'], { max: 2000 });
  checkEmbeds(faults, body['embeds']);
  for (const key of ['embeds', 'components']) checkParts(faults, key, body[key]);
  checkNonce(faults, body['nonce']);
  checkAllowedMentions(faults, body['allowed_mentions']);
}

/** What depends on the whole message as it will be shown. */
export function checkFace(faults: FormFaults, face: MessageFace): void {
  checkSize(faults, 'attachments', face.attachments.length, { max: 10 });
  const isNew = hasFlag(face, 'componentsV2');
  if (isNew) checkNoLegacyFields(faults, face);
  (isNew ? checkLayout : checkRows)(faults, face.components);
  if (faults.length > 0) return;
  checkIds(faults, face);
  if (isNew) checkReferences(faults, face);
}

/** Numbers a component brings itself; 0 counts as none. */
function checkIds(faults: FormFaults, { components }: MessageFace): void {
  const ids = flatten(components).flatMap(({ id }) => (id ? [id] : []));
  if (new Set(ids).size === ids.length) return;
  const message = 'Component id cannot be duplicated';
  faults.push({ path: 'components', code: 'COMPONENT_ID_DUPLICATED', message });
}

/** Pictures of version 2 that point at files the message does not have. */
function checkReferences(faults: FormFaults, face: MessageFace): void {
  const names = face.attachments.map(({ name }) => name);
  for (const missing of referencedFiles(face).filter((name) => !names.includes(name))) {
    const message = `The referenced attachment ${missing} was not found`;
    const code = 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND';
    faults.push({ path: 'components', code, message });
  }
}

/** The names behind every `attachment://` address of a message. */
export function referencedFiles(face: Pick<MessageFace, 'embeds' | 'components'>): string[] {
  return pictureAddresses(face)
    .filter((url) => url.startsWith('attachment://'))
    .map((url) => url.slice('attachment://'.length));
}

/** Every picture and file address a message shows. */
export function pictureAddresses({
  embeds,
  components,
}: Pick<MessageFace, 'embeds' | 'components'>) {
  const text = JSON.stringify([
    embeds.map(({ image, thumbnail }) => [image, thumbnail]),
    components,
  ]);
  const urls: string[] = [];
  JSON.parse(text, (_key, value: unknown) => {
    // A link button's address is not loaded by Discord.
    if (isObject(value) && value['type'] !== types.button && typeof value['url'] === 'string') {
      urls.push(value['url']);
    }
    return value;
  });
  return urls;
}

function checkNonce(faults: FormFaults, nonce: unknown): void {
  if (typeof nonce === 'number') return;
  checkText(faults, 'nonce', nonce, { max: 25 });
}

function checkAllowedMentions(faults: FormFaults, allowed: unknown): void {
  if (!isObject(allowed)) return;
  for (const kind of ['users', 'roles']) {
    const parsed = Array.isArray(allowed['parse']) && allowed['parse'].includes(kind);
    const listed = Array.isArray(allowed[kind]) && allowed[kind].length > 0;
    if (!parsed || !listed) continue;
    const code = 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE';
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    faults.push({ path: at('allowed_mentions', kind), code, message });
  }
}
