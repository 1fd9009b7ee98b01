import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTranscription } from '../../../src/clients/transcription/index.ts';
import {
  startTranscription,
  type TranscriptionServer,
} from '../../../src/sandbox/transcription.ts';

let server: TranscriptionServer;

beforeEach(async () => {
  server = await startTranscription();
});

afterEach(() => server.stop());

function open(apiKey = server.environment['TRANSCRIPTION_API_KEY']) {
  const url = server.environment['TRANSCRIPTION_URL'] ?? '';
  return createTranscription({ url, apiKey, model: 'whisper-1', userAgent: 'tests' });
}

test('sound goes out as it is, and words come back', async () => {
  server.words = 'This is Audible.';
  const wav = Buffer.from('RIFF and so on');

  expect(await open().listen(wav)).toBe('This is Audible.');

  expect(server.heard).toEqual([wav]);
  const [sent] = server.requests;
  expect(sent?.body).toContain('name="model"\r\n\r\nwhisper-1');
  expect(sent?.body).toContain('filename="opening.wav"');
});

test.each([
  ['a wrong key', { status: 401 }, 'unauthorized'],
  ['too much', { status: 429 }, 'throttled'],
  ['a broken server', { status: 500 }, 'unreachable'],
  ['a page', { status: 200, body: '<html>' }, 'unexpected'],
  ['another form', { status: 200, body: '{"words":"x"}' }, 'unexpected'],
  ['a cut line', { cut: 'before' as const }, 'unreachable'],
])('%s is a fault of that service', async (_, fault, kind) => {
  server.failNext('transcription', fault);

  await expect(open().listen(Buffer.from('x'))).rejects.toMatchObject({
    service: 'transcription',
    kind,
  });
});
