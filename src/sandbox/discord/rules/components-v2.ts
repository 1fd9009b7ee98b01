import { isObject } from '../../http.ts';
import { type Component, flatten, componentTypes as types } from '../component.ts';
import {
  at,
  checkList,
  checkObjects,
  checkOneOf,
  checkSize,
  checkText,
  type FormFaults,
} from '../form.ts';
import { type CustomIds, checkButton, checkRow } from './components.ts';

type Json = Record<string, unknown>;

const inContainer = [
  types.row,
  types.section,
  types.textDisplay,
  types.gallery,
  types.file,
  types.separator,
];

/** Components under the flag of version 2: 40 in all, 4,000 characters of text in all. */
export function checkLayout(faults: FormFaults, value: unknown): void {
  const ids: CustomIds = new Set();
  const tops = checkObjects(faults, 'components', value, { min: 1, max: 40 });
  for (const { path, value: part } of tops) {
    checkOneOf(faults, at(path, 'type'), part['type'], [...inContainer, types.container]);
    checkPart(faults, path, part, ids);
  }
  if (faults.length > 0) return;
  const all = flatten(value as Component[]);
  checkSize(faults, 'components', all.length, { max: 40 });
  const characters = all
    .filter(({ type }) => type === types.textDisplay)
    .reduce((sum, { content }) => sum + (content?.length ?? 0), 0);
  checkSize(faults, 'components', characters, { max: 4000 });
}

function checkPart(faults: FormFaults, path: string, part: Json, ids: CustomIds): void {
  switch (part['type']) {
    case types.row:
      return checkRow(faults, path, part, ids);
    case types.section:
      return checkSection(faults, path, part, ids);
    case types.textDisplay:
      checkText(faults, at(path, 'content'), part['content'], { min: 1, max: 4000 });
      return;
    case types.gallery:
      return checkGallery(faults, path, part);
    case types.file:
      return checkMedia(faults, at(path, 'file'), part['file'], /^attachment:/);
    case types.container:
      return checkContainer(faults, path, part, ids);
  }
}

function checkContainer(faults: FormFaults, path: string, part: Json, ids: CustomIds): void {
  const children = checkObjects(faults, at(path, 'components'), part['components'], {
    min: 1,
    max: 40,
  });
  for (const { path: place, value } of children) {
    checkOneOf(faults, at(place, 'type'), value['type'], inContainer);
    checkPart(faults, place, value, ids);
  }
}

function checkSection(faults: FormFaults, path: string, part: Json, ids: CustomIds): void {
  const texts = checkObjects(faults, at(path, 'components'), part['components'], {
    min: 1,
    max: 3,
  });
  for (const { path: place, value } of texts) {
    checkOneOf(faults, at(place, 'type'), value['type'], [types.textDisplay]);
    checkPart(faults, place, value, ids);
  }
  const { accessory } = part;
  const place = at(path, 'accessory');
  if (!isObject(accessory)) {
    faults.push({ path: place, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });
    return;
  }
  checkOneOf(faults, at(place, 'type'), accessory['type'], [types.button, types.thumbnail]);
  if (accessory['type'] === types.button) checkButton(faults, place, accessory, ids);
  if (accessory['type'] === types.thumbnail) {
    checkText(faults, at(place, 'description'), accessory['description'], { max: 1024 });
    checkMedia(faults, at(place, 'media'), accessory['media'], /^(https?|attachment):/);
  }
}

function checkGallery(faults: FormFaults, path: string, part: Json): void {
  for (const { path: place, value } of checkObjects(faults, at(path, 'items'), part['items'], {
    min: 1,
    max: 10,
  })) {
    checkText(faults, at(place, 'description'), value['description'], { max: 1024 });
    checkMedia(faults, at(place, 'media'), value['media'], /^(https?|attachment):/);
  }
}

function checkMedia(faults: FormFaults, path: string, media: unknown, scheme: RegExp): void {
  const url = isObject(media) ? media['url'] : undefined;
  if (typeof url === 'string' && scheme.test(url)) return;
  const message = 'Not a well formed address';
  faults.push({ path: at(path, 'url'), code: 'URL_TYPE_INVALID_URL', message });
}

/** What version 2 forbids beside its components. */
export function checkNoLegacyFields(
  faults: FormFaults,
  face: { content: string; embeds: unknown[] },
): void {
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  const message = 'This field cannot be used with the components version 2 flag';
  if (face.content !== '') faults.push({ path: 'content', code, message });
  if (checkList([], 'embeds', face.embeds, { max: 10 }).length > 0) {
    faults.push({ path: 'embeds', code, message });
  }
}
