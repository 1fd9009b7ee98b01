import { expect, test } from 'vitest';
import { openTwoPrograms } from '../faults/two-programs.ts';
import { raceTriggers } from '../faults/trigger-race.ts';
import { openDoor, ownerKey } from '../http/open-door.ts';

test('the schedule of two programs, a command in each and a request over HTTP in one moment: one run, and the slot is dealt with once', async () => {
  await using door = await openDoor();
  const two = await openTwoPrograms(door.connection, door.services.config.dataDir);
  const overHttp = () => door.post('/api/scheduler/jobs/digest/trigger', ownerKey, {});

  const result = await raceTriggers(two, 20, overHttp);
  await two.close();

  expect(result).toMatchObject({ rounds: 20, decisions: 20, violations: [] });
});
