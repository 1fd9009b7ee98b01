import {
  anything,
  boolean,
  type Check,
  type Checks,
  choice,
  every,
  exactlyOne,
  list,
  number,
  object,
  string,
} from './shape.ts';
import { plain, text } from './text.ts';

const style = choice('primary', 'danger');
const confirm = object(
  { text: text(300) },
  { title: plain(100), confirm: plain(30), deny: plain(30), style },
);
const option = object({ text: plain(75), value: string(150) }, { description: plain(75) });
const markedOption = object({ text: text(75), value: string(150) }, { description: text(75) });
const overflowOption = object(
  { text: plain(75) },
  { value: string(150), description: plain(75), url: string(3000) },
);
const optionGroup = object({ label: plain(75), options: list(option, 100) });

const action = { action_id: string(255) };
const common = { ...action, confirm, focus_on_load: boolean };
const chosen = { ...common, placeholder: plain(150) };
const written = {
  ...action,
  placeholder: plain(150),
  focus_on_load: boolean,
  dispatch_action_config: anything,
};
const several = { max_selected_items: number };
const asked = { response_url_enabled: boolean };
const conversations = { default_to_current_conversation: boolean, filter: anything };

/** An element of this type with these fields. */
function element(type: string, required: Checks, optional: Checks = {}): Checks {
  return { [type]: object({ type: choice(type), ...required }, optional) };
}

function staticSelect(type: string, optional: Checks): Checks {
  const lists = { options: list(option, 100), option_groups: list(optionGroup, 100) };
  const fields = object({ type: choice(type) }, { ...chosen, ...lists, ...optional });
  return { [type]: every(fields, exactlyOne('options', 'option_groups')) };
}

export const picture: Check = every(
  object(
    { type: choice('image'), alt_text: string(2000, 0) },
    {
      image_url: string(3000),
      slack_file: object({}, { id: string(255), url: string(3000) }),
      image_width: number,
      image_height: number,
      image_bytes: number,
    },
  ),
  exactlyOne('image_url', 'slack_file'),
);

export const buttons: Checks = element(
  'button',
  { text: plain(75) },
  {
    ...action,
    confirm,
    style,
    value: string(2000, 0),
    url: string(3000),
    accessibility_label: string(75),
  },
);

export const selects: Checks = {
  ...staticSelect('static_select', { initial_option: option }),
  ...element(
    'external_select',
    {},
    { ...chosen, initial_option: option, min_query_length: number },
  ),
  ...element('users_select', {}, { ...chosen, initial_user: string(50) }),
  ...element('channels_select', {}, { ...chosen, ...asked, initial_channel: string(50) }),
  ...element(
    'conversations_select',
    {},
    { ...chosen, ...asked, ...conversations, initial_conversation: string(50) },
  ),
};

const options = list(option, 100);
const ids = list(string(50), 100);

export const multiSelects: Checks = {
  ...staticSelect('multi_static_select', { ...several, initial_options: options }),
  ...element(
    'multi_external_select',
    {},
    { ...chosen, ...several, initial_options: options, min_query_length: number },
  ),
  ...element('multi_users_select', {}, { ...chosen, ...several, initial_users: ids }),
  ...element('multi_channels_select', {}, { ...chosen, ...several, initial_channels: ids }),
  ...element(
    'multi_conversations_select',
    {},
    { ...chosen, ...several, ...conversations, initial_conversations: ids },
  ),
};

const few = list(markedOption, 10);

export const choices: Checks = {
  ...element('checkboxes', { options: few }, { ...common, initial_options: few }),
  ...element('radio_buttons', { options: few }, { ...common, initial_option: markedOption }),
};

export const overflow: Checks = element(
  'overflow',
  { options: list(overflowOption, 5) },
  { ...action, confirm },
);

export const dates: Checks = {
  ...element('datepicker', {}, { ...chosen, initial_date: string(10) }),
  ...element('timepicker', {}, { ...chosen, initial_time: string(5), timezone: string(100) }),
};

export const dateTimes: Checks = element(
  'datetimepicker',
  {},
  { ...common, initial_date_time: number },
);

const lengths = { min_length: number, max_length: number };
const bounds = { min_value: string(50), max_value: string(50) };

export const inputs: Checks = {
  ...element(
    'plain_text_input',
    {},
    { ...written, ...lengths, initial_value: string(3000, 0), multiline: boolean },
  ),
  ...element('email_text_input', {}, { ...written, initial_value: string(3000, 0) }),
  ...element('url_text_input', {}, { ...written, initial_value: string(3000, 0) }),
  ...element(
    'number_input',
    { is_decimal_allowed: boolean },
    { ...written, ...bounds, initial_value: string(50, 0) },
  ),
  ...element('file_input', {}, { ...action, filetypes: list(string(50), 50), max_files: number }),
};
