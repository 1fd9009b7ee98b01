import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whyNoAudio, whyProgram } from '../../src/integrity/content-kind.ts';

const head = (text: string) => Buffer.from(text.padEnd(64, '\0'), 'latin1');

test.each<[string, string]>([
  ['', 'it is empty'],
  ['PK\x03\x04\x14', 'it is a zip archive'],
  ['Rar!\x1a\x07\x01', 'it is a rar archive'],
  ['7z\xbc\xaf\x27\x1c', 'it is a 7z archive'],
  ['MZ\x90\0\x03', 'it is a Windows program'],
  ['\x7fELF\x02', 'it is a program'],
  ['#!/bin/sh\n', 'it is a script'],
  ['%PDF-1.7', 'it is a PDF'],
  ['<!DOCTYPE html><html>', 'it is a web page'],
  ['\xef\xbb\xbf\r\n <HTML lang="en">', 'it is a web page'],
  ['<?xml version="1.0"?><html>', 'it is a web page'],
  ['\0\0\0\x24ftypaax \0\0', 'the audio is locked by its seller'],
  ['\0\0\0\x24ftypaaxc\0\0', 'the audio is locked by its seller'],
  ['\0\x12\x34\x56\x57\x90\x75\x36', 'the audio is locked by its seller'],
  ['\0\0\0\0', 'it begins with nothing but zeros'],
])('a file that begins with %j is no audio: %s', (start, reason) => {
  expect(whyNoAudio(start === '' ? Buffer.alloc(0) : head(start))).toBe(reason);
});

test.each([
  'ID3\x04\0\0',
  '\xff\xfb\x90\x64',
  '\0\0\0\x20ftypM4B ',
  '\0\0\0\x20ftypM4A ',
  'fLaC\0\0',
  'OggS\0\x02',
  'RIFF\x24\0\0\0WAVE',
  '\xff\xf1\x50\x80',
])('nothing is said against audio that begins with %j', (start) => {
  expect(whyNoAudio(head(start))).toBeNull();
});

test('a companion is looked at for programs only', () => {
  expect(whyProgram(head('MZ\x90\0'))).toBe('it is a Windows program');
  expect(whyProgram(head('PK\x03\x04'))).toBeNull();
  expect(
    whyProgram(
      Buffer.from(
        'MZ is how this description of a book in plain letters begins, all of it letters',
      ),
    ),
  ).toBeNull();
  expect(whyProgram(Buffer.alloc(0))).toBeNull();
});

test('any beginning gets an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 512 }), (bytes) => {
      const reason = whyNoAudio(Buffer.from(bytes));
      expect(reason === null || /^(it|the audio) /.test(reason)).toBe(true);
    }),
  );
});
