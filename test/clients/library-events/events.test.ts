import { expect, test, type TestContext } from 'vitest';
import { listenToLibrary } from '../../../src/clients/library-events/index.ts';
import { type EventfulLibrary, startEventfulLibrary } from '../../support/library-events.ts';
import { until } from '../../support/until.ts';

type Scene = { library: EventfulLibrary; heard: () => number; faults: unknown[] };

/** Somebody who listens, by default with the right password. */
async function listen(
  { onTestFinished }: TestContext,
  changes: { password?: string } = {},
): Promise<Scene> {
  const library = await startEventfulLibrary('http://127.0.0.1:1');
  onTestFinished(library.stop);
  let heard = 0;
  const faults: unknown[] = [];
  const events = listenToLibrary({
    baseUrl: library.url,
    username: library.username,
    password: library.password,
    userAgent: 'tests',
    ...changes,
    onNew: () => (heard += 1),
    onFault: (error) => faults.push(error),
  });
  onTestFinished(() => events.stop());
  return { library, heard: () => heard, faults };
}

test('who is let in looks at once, and again for each batch of new books', async (context) => {
  const { library, heard, faults } = await listen(context);
  await until(() => heard() === 1);

  library.tell('item_updated', { id: 'a' });
  library.tell('item_added', { id: 'b' });
  library.tell('items_added', [{ id: 'c' }, { id: 'd' }]);

  await until(() => heard() === 3);
  expect(library.logins).toEqual([true]);
  expect(faults).toEqual([]);
});

test('after a cut it logs in again, and looks for what it may have missed', async (context) => {
  const { library, heard } = await listen(context);
  await until(() => heard() === 1);

  library.cut();

  await until(() => heard() === 2);
  library.tell('item_added', { id: 'b' });
  await until(() => heard() === 3);
  expect(library.logins).toEqual([true, true]);
  expect(library.listening()).toBe(1);
});

test('a wrong password is told once and hears nothing', async (context) => {
  const { library, heard, faults } = await listen(context, { password: 'wrong' });
  await until(() => faults.length > 0);

  library.tell('item_added', { id: 'b' });

  expect(faults).toMatchObject([{ name: 'ExternalError', kind: 'unauthorized' }]);
  expect([library.listening(), heard()]).toEqual([0, 0]);
});
