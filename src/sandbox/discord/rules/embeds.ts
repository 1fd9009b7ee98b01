import { at, checkList, checkObjects, checkText, type FormFaults } from '../form.ts';
import { isObject } from '../../http.ts';

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
  const { url, image, thumbnail } = embed;
  const addresses: [string, unknown, RegExp][] = [
    [at(path, 'url'), url, /^https?:/],
    [at(path, 'image', 'url'), isObject(image) ? image['url'] : undefined, /^(https?|attachment):/],
    [
      at(path, 'thumbnail', 'url'),
      isObject(thumbnail) ? thumbnail['url'] : undefined,
      /^(https?|attachment):/,
    ],
  ];
  for (const [place, address, scheme] of addresses) {
    if (address === undefined || address === null) continue;
    if (typeof address === 'string' && scheme.test(address)) continue;
    const message = "Scheme must be one of ('http', 'https').";
    faults.push({ path: place, code: 'URL_TYPE_INVALID_SCHEME', message });
  }
}

/** The ids a body gives for its files, at most ten, and their descriptions. */
export function checkAttachmentList(faults: FormFaults, value: unknown): void {
  checkList(faults, 'attachments', value, { max: 10 });
}
