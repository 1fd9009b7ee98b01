import { isObject } from '../../http.ts';
import {
  buttons,
  choices,
  dates,
  dateTimes,
  inputs,
  multiSelects,
  overflow,
  picture,
  selects,
} from './elements.ts';
import {
  boolean,
  byType,
  type Check,
  type Checks,
  choice,
  every,
  list,
  object,
  pick,
  problemAt,
  string,
} from './shape.ts';
import { table } from './table.ts';
import { plain, text } from './text.ts';
import { uniqueIds } from './unique.ts';

export type Surface = 'message' | 'modal' | 'home';

const id = { block_id: string(255) };

function block(type: string, required: Checks, optional: Checks = {}): Checks {
  return { [type]: object({ type: choice(type), ...required }, { ...id, ...optional }) };
}

const inActions = byType({
  ...buttons,
  ...selects,
  ...choices,
  ...overflow,
  ...dates,
  ...dateTimes,
});
const inSection = byType({
  ...buttons,
  ...selects,
  ...multiSelects,
  ...choices,
  ...overflow,
  ...dates,
  image: picture,
});
const inInput = byType({
  ...inputs,
  ...selects,
  ...multiSelects,
  ...choices,
  ...dates,
  ...dateTimes,
});

const textOrFields: Check = (value, pointer) => {
  if (isObject(value) && (value['text'] !== undefined || value['fields'] !== undefined)) return [];
  return problemAt('must define either `text` or `fields`', pointer);
};

const section = block(
  'section',
  {},
  { text: text(3000), fields: list(text(2000), 10), accessory: inSection, expand: boolean },
);

/** A picture block is the picture itself with a block id and a title. */
const image: Check = (value, pointer) => {
  if (!isObject(value)) return problemAt('must provide an object', pointer);
  const { block_id: blockId, title, ...rest } = value;
  return [
    ...picture(rest, pointer),
    ...(blockId === undefined ? [] : string(255)(blockId, `${pointer}/block_id`)),
    ...(title === undefined ? [] : plain(2000)(title, `${pointer}/title`)),
  ];
};

const contextElement = byType({
  image: picture,
  plain_text: text(3000),
  mrkdwn: text(3000),
});

const richParts = byType(
  Object.fromEntries(
    ['rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'].map(
      (type) => [type, () => []],
    ),
  ),
);

const kinds: Checks = {
  ...section,
  section: every(section['section'] as Check, textOrFields),
  image,
  ...block('actions', { elements: list(inActions, 25) }),
  ...block('context', { elements: list(contextElement, 10) }),
  ...block('divider', {}),
  ...block('header', { text: plain(150) }),
  ...block(
    'input',
    { label: plain(2000), element: inInput },
    { hint: plain(2000), optional: boolean, dispatch_action: boolean },
  ),
  ...block('rich_text', { elements: list(richParts, 1000) }),
  ...block('markdown', { text: string(12_000) }),
  ...table,
};

const everywhere = ['actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text'];
const onSurface: Record<Surface, { kinds: Checks; max: number }> = {
  message: { kinds, max: 50 },
  modal: { kinds: pick(kinds, [...everywhere, 'section']), max: 100 },
  home: { kinds: pick(kinds, [...everywhere, 'section']), max: 100 },
};

/** What Slack would say against these blocks on that surface. */
export function checkBlocks(blocks: unknown, surface: Surface, pointer = '/blocks'): string[] {
  const { kinds: allowed, max } = onSurface[surface];
  return every(list(byType(allowed), max, 0), uniqueIds)(blocks, pointer);
}
