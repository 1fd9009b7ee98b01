import { isObject } from '../../http.ts';
import { at, checkObjects, checkText, type FormFaults } from '../form.ts';

const totalLimit = 6000;

/** At most ten embeds with every part in its limit and 6,000 characters over all of them. */
export function checkEmbeds(faults: FormFaults, value: unknown): void {
  let total = 0;
  const text = (path: string, part: unknown, max: number, min = 0) => {
    checkText(faults, path, part, { min, max });
    total += typeof part === 'string' ? part.length : 0;
  };
  for (const { path, value: embed } of checkObjects(faults, 'embeds', value, { max: 10 })) {
    text(at(path, 'title'), embed['title'], 256);
    text(at(path, 'description'), embed['description'], 4096);
    const { footer, author } = embed;
    if (isObject(footer)) text(at(path, 'footer', 'text'), footer['text'], 2048);
    if (isObject(author)) text(at(path, 'author', 'name'), author['name'], 256);
    const fields = checkObjects(faults, at(path, 'fields'), embed['fields'], { max: 25 });
    for (const field of fields) {
      text(at(field.path, 'name'), field.value['name'], 256, 1);
      text(at(field.path, 'value'), field.value['value'], 1024, 1);
    }
    checkAddresses(faults, path, embed);
  }
  if (total > totalLimit) {
    const message = `Embed size exceeds maximum size of ${totalLimit}`;
    faults.push({ path: 'embeds', code: 'MAX_EMBED_SIZE_EXCEEDED', message });
  }
}

function checkAddresses(faults: FormFaults, path: string, embed: Record<string, unknown>): void {
  checkAddress(faults, at(path, 'url'), embed['url'], /^https?:/);
  for (const part of ['image', 'thumbnail']) {
    const picture = embed[part];
    const address = isObject(picture) ? picture['url'] : undefined;
    checkAddress(faults, at(path, part, 'url'), address, /^(https?|attachment):/);
  }
}

function checkAddress(faults: FormFaults, path: string, address: unknown, scheme: RegExp): void {
  if (address === undefined || address === null) return;
  if (typeof address === 'string' && scheme.test(address)) return;
  const message = "Scheme must be one of ('http', 'https').";
  faults.push({ path, code: 'URL_TYPE_INVALID_SCHEME', message });
}
