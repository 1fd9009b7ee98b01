import { expect, test } from 'vitest';
import { cutEscaped, escapeLine, escapeText, escapeTitle } from '../../../src/chat/discord/text.ts';

test.each([
  ['*bold* and __this__', '\\*bold\\* and \\_\\_this\\_\\_'],
  ['`code` ~~gone~~ ||secret||', '\\`code\\` \\~\\~gone\\~\\~ \\|\\|secret\\|\\|'],
  ['<@1> <@&2> <#3> <t:4:R>', '\\<@1> \\<@&2> \\<#3> \\<t:4:R>'],
  ['@everyone @here @Everyone', '@\u200beveryone @\u200bhere @\u200bEveryone'],
  ['[text](https://evil.example)', '\\[text](https://evil.example)'],
  ['# big\n> quote\n- item\n1. one', '\\# big\n\\> quote\n\\- item\n1\\. one'],
  ['back\\slash', 'back\\\\slash'],
  ['476.8 MB in #3 - a > b', '476.8 MB in #3 - a > b'],
  ['gnp\u202egpj.exe', 'gnpgpj.exe'],
  ['a\u0000b\u200bc', 'a bc'],
  [`e${'\u0301'.repeat(500)}`, `e${'\u0301'.repeat(8)}`],
])('%j is shown as it is', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped);
});

test('a title has no link that Discord would fetch', () => {
  expect(escapeTitle('see https://evil.example', 100)).toBe('see https:\\//evil.example');
});

test('a cut never leaves half an escape', () => {
  expect(cutEscaped('abc\\*def', 5)).toBe('abc…');
  expect(cutEscaped('abc\\\\def', 6)).toBe('abc\\\\…');
  expect(escapeLine('a*c*e*', 5)).toBe('a\\*c\\*…');
});
