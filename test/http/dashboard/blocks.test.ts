import { readFileSync } from 'node:fs';
import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { ink, toneInk } from '../../../src/charts/look.ts';
import type { Block, Button } from '../../../src/command/reply.ts';
import { textOf } from '../../../src/http/dashboard/html.ts';
import { renderBlocks } from '../../../src/http/dashboard/render-block.ts';
import { testCommands } from '../test-commands.ts';

function show(blocks: Block[], role: 'viewer' | 'owner' = 'owner') {
  const actor = { id: '1', name: 'Olive', platform: 'api', role };
  const canvas = { commands: testCommands, actor, csrf: 'word', chartSvg: () => '<svg></svg>' };
  return load(textOf(renderBlocks({ blocks }, canvas)));
}

const button = (runs: string, input: Button['input'], more: Partial<Button> = {}): Block => ({
  kind: 'buttons',
  buttons: [{ label: 'Press', runs, input, style: 'default', ...more }],
});

test('a look is a link, a change a form with all it needs', () => {
  const look = show([button('echo', { word: 'a b', count: 2 })]);
  const change = show([button('note', { text: 'a', times: 2 })]);

  expect(look('a').attr('href')).toBe('/dashboard/show/echo?word=a+b&count=2');
  const fields = change('form input')
    .toArray()
    .map(({ attribs }) => [attribs['name'], attribs['value']]);
  expect(change('form').attr()).toEqual({ method: 'post', action: '/dashboard/act' });
  expect(fields).toEqual([
    ['csrf', 'word'],
    ['command', 'note'],
    ['input.text', 'a'],
    ['input.times', '2'],
  ]);
  expect(change('details').length).toBe(0);
});

test('what cannot be taken back, and what still has a question, unfolds first', () => {
  const danger = show([button('cancel', { download: 1 }, { style: 'danger' })]);
  const asking = show([
    button('note', {}, { asks: { field: 'text', label: 'Why?', choices: ['a', 'b'] } }),
  ]);

  expect(danger('details > form button').text()).toBe('Press');
  expect(asking('details label').text()).toContain('Why?');
  expect(asking('select').attr('name')).toBe('input.text');
  expect(asking('option').length).toBe(3);
});

test('nobody is offered what their role does not allow', () => {
  const page = show([button('note', {}), button('echo', { word: 'a' })], 'viewer');

  expect(page('form').length).toBe(0);
  expect(page('a').length).toBe(1);
});

test('a choice among rows, and several questions, are forms', () => {
  const options = [
    { label: 'One', value: '1' },
    { label: 'Two', value: '2' },
  ];
  const select = show([
    {
      kind: 'select',
      select: { label: 'Take', runs: 'approve', input: {}, field: 'proposal', options },
    },
  ]);
  const questions = [
    { field: 'text', label: 'Text' },
    { field: 'times', label: 'Times' },
  ];
  const form = show([
    { kind: 'form', form: { label: 'Write', runs: 'note', input: {}, questions } },
  ]);

  expect(select('select').attr()).toEqual({ name: 'input.proposal', 'aria-label': 'Take' });
  expect(select('button').text()).toBe('Take');
  expect(form('details label').length).toBe(2);
});

test('a picture has its words, a chart its figures, a table the names of its columns', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const page = show([
    { kind: 'image', ref: 'cover:1', alt: 'Cover of Oz', size: 'small' },
    {
      kind: 'chart',
      title: 'Ratio',
      unit: '',
      points: [
        { at: at(1), value: 1.5 },
        { at: at(2), value: 2 },
      ],
    },
    { kind: 'table', columns: ['#', 'Detail', 'Book'], rows: [['1', '', 'Oz']] },
    { kind: 'progress', label: 'Download', done: 1, total: 4 },
    { kind: 'progress', label: 'Pages', done: 3, total: null },
  ]);

  expect(page('img').attr()).toMatchObject({
    src: '/dashboard/pictures/cover%3A1',
    alt: 'Cover of Oz',
  });
  expect(page('.chart').attr('aria-label')).toBe('Ratio. 1.50–2.00, last 2.00');
  expect(
    page('th')
      .toArray()
      .map((one) => page(one).text()),
  ).toEqual(['#', 'Book']);
  expect(page('td').last().attr('data-label')).toBe('Book');
  expect(page('progress').attr('value')).toBe('25');
  expect(page('.text').text()).toBe('Pages: 3 so far');
});

test('every colour of the charts has its place in the colours of the page', () => {
  const style = readFileSync(
    new URL('../../../src/http/dashboard/assets/style.css', import.meta.url),
    'utf8',
  );

  const missing = [...Object.values(ink), ...Object.values(toneInk)].filter(
    (colour) => !style.includes(`[fill="${colour}"]`) && !style.includes(`[stroke="${colour}"]`),
  );

  expect(missing).toEqual([]);
});
