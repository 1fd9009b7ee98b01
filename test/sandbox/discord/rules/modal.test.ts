import { expect, test } from 'vitest';
import { checkModal } from '../../../../src/sandbox/discord/rules/modal.ts';
import { button, faultsOf, long, option, row, tooLong } from './faults.ts';

let made = 0;
const label = (extra: object = {}, around: object = {}) => ({
  type: 18,
  label: 'Reason',
  component: { type: 4, style: 1, custom_id: `field-${(made += 1)}`, ...extra },
  ...around,
});

test.each<[string, object, string[]]>([
  ['five labels', { components: Array.from({ length: 5 }, () => label()) }, []],
  ['six labels', { components: Array.from({ length: 6 }, () => label()) }, tooLong],
  ['nothing to fill in', { components: [] }, ['BASE_TYPE_MIN_LENGTH']],
  ['a title of 46', { title: long(46), components: [label()] }, tooLong],
  ['a label of 46', { components: [label({}, { label: long(46) })] }, tooLong],
  ['a description of 101', { components: [label({}, { description: long(101) })] }, tooLong],
  ['a value of 4,001', { components: [label({ value: long(4001) })] }, tooLong],
  [
    'more at least than at most',
    { components: [label({ min_length: 5, max_length: 4 })] },
    ['NUMBER_TYPE_MAX'],
  ],
  ['a button', { components: [row(button())] }, ['BASE_TYPE_CHOICES']],
  [
    'a choice of one',
    { components: [label({ type: 21, options: [option('a')] })] },
    ['BASE_TYPE_MIN_LENGTH'],
  ],
  [
    'a greyed out field',
    { components: [label({ disabled: true })] },
    ['COMPONENT_DISABLED_IN_MODAL'],
  ],
  ['a select', { components: [label({ type: 3, options: [option('a')] })] }, []],
])('modal: %s', (_name, modal, expected) => {
  const whole = { custom_id: 'm', title: 'Why?', ...modal };

  expect(faultsOf((faults) => checkModal(faults, whole))).toEqual(expected);
});
