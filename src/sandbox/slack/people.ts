import { addChannel } from './channels.ts';
import type { Line } from './delivery.ts';
import { createPerson, type Person } from './person.ts';
import type { Workspace } from './workspace.ts';

export function addPerson(workspace: Workspace, line: Line, name: string): Person {
  const account = {
    id: workspace.nextId('U'),
    name,
    locale: 'en-US',
    timezone: 'Europe/London',
    private: [],
    modals: [],
    home: null,
  };
  const person = createPerson({ workspace, line, account });
  workspace.accounts.set(person.id, person);
  return person;
}

/** The people and channels every workspace starts with. */
export function settle(workspace: Workspace, line: Line) {
  const amy = addPerson(workspace, line, 'amy');
  const ben = addPerson(workspace, line, 'ben');
  const outsider = addPerson(workspace, line, 'outsider');
  const { botUser } = workspace.app;
  addChannel(workspace, { name: 'books', kind: 'public', members: [amy.id, ben.id, botUser] });
  addChannel(workspace, { name: 'lounge', kind: 'public', members: [amy.id, ben.id] });
  addChannel(workspace, { name: 'staff', kind: 'private', members: [amy.id, botUser] });
  return { amy, ben, outsider };
}
