import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createDraft } from '../../src/wizard/draft.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

test('a secret that stays in its file is known, and written down only when it becomes another one', async () => {
  const file = path.join(await makeTemporaryFolder(), 'token');
  await writeFile(file, 'token-in-a-file\n');
  const draft = createDraft({ ABS_TOKEN_FILE: file, ABS_URL: 'http://nas' });

  expect(draft.present('ABS_TOKEN')).toBe('token-in-a-file');
  draft.values.set('ABS_URL', 'http://nas').set('ABS_TOKEN', 'token-in-a-file');
  expect([...draft.toWrite().keys()]).toEqual(['ABS_URL']);
  draft.values.set('ABS_TOKEN', 'another-one');
  expect(draft.toWrite().get('ABS_TOKEN')).toBe('another-one');
});
