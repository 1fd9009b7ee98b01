import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverCommands } from '../../src/command/discover.ts';
import { commandEndpoints } from '../../src/http/endpoint.ts';
import { ownPaths } from '../../src/http/routes.ts';
import { type OpenDoor, openDoor, ownerKey } from './open-door.ts';

const commands = await discoverCommands();
const paths = [...[...commands.values()].flatMap(commandEndpoints), ...ownPaths].filter(
  ({ method, path }) => method === 'GET' && !path.includes(':') && !path.endsWith('.ics'),
);

/** Answers that are no list of things but hold some: figures with their parts, a card, one question. */
const noLists = new Set(
  `/commands/digest /commands/doctor /commands/help /commands/import /commands/members /commands/metadata /commands/ratio
   /commands/replace /commands/rules /commands/settings /commands/status /commands/undo /commands/vip
   /status /vip/history /vip/status /compliance/report /system/events /system/event-monitor/status
   /system/mam-rules /system/configuration /metadata/status /scheduler/status`
    .trim()
    .split(/\s+/),
);

let door: OpenDoor;
const keys: string[] = [];
beforeAll(async () => {
  door = await openDoor({ METADATA_SOURCES: 'audible', AUDIBLE_URL: 'http://127.0.0.1:9' });
  for (let n = 0; n < 12; n += 1) keys.push(await door.makeKey(`Key ${n}`, 'owner'));
});
afterAll(() => door[Symbol.asyncDispose]());

let asked = 0;
/** With a key of twelve in turn, so that no limit is reached here. */
const ask = (path: string, headers: Record<string, string> = {}) =>
  door.ask(`/api${path}`, keys[(asked += 1) % keys.length] ?? ownerKey, { headers });

const pageInfo = { limit: 50, offset: 0, has_more: expect.toBeOneOf([true, false, null]) };

let lists = 0;
test.each(paths.map(({ path }) => path).filter((path) => !noLists.has(path)))(
  'GET %s says where a list stands',
  async (path) => {
    const { data } = await ask(path);
    // Some need input, some tell figures only.
    if (!Object.values(data).some((value) => Array.isArray(value))) return;
    lists += 1;

    expect(data['page_info']).toEqual(pageInfo);
    const one = await ask(`${path}?limit=1&offset=1`);
    expect(one.data['page_info']).toMatchObject({ limit: 1, offset: 1 });
    expect((await ask(`${path}?limit=501`)).status).toBe(400);
    expect((await ask(`${path}?limit=x`)).status).toBe(400);
  },
);

test('most paths without a number are lists', () => {
  expect(lists).toBeGreaterThan(35);
});

test('a list that a chat has room for is cut into pages here', async () => {
  const all = await ask('/scheduler/jobs');
  const some = await ask('/scheduler/jobs?limit=2&offset=3');

  const jobs = all.data['jobs'] as unknown[];
  expect(some.data).toMatchObject({
    jobs: jobs.slice(3, 5),
    total: jobs.length,
    page_info: { limit: 2, offset: 3, has_more: true },
  });
});

test('a reader that has an answer is told that it is still the same', async () => {
  const first = await ask('/scheduler/jobs');
  const tag = first.headers.get('etag') ?? '';
  const again = await ask('/scheduler/jobs', { 'if-none-match': `"other", ${tag}` });
  const strong = await ask('/scheduler/jobs', { 'if-none-match': tag.replace('W/', '') });
  await door.post('/api/scheduler/jobs/digest/pause', ownerKey, {});
  const changed = await ask('/scheduler/jobs', { 'if-none-match': tag });

  expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
  expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag]);
  expect(strong.status).toBe(304);
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(tag);
});

test('a change and a refusal carry no tag', async () => {
  const change = await door.post('/api/scheduler/jobs/digest/resume', ownerKey, {});
  const refused = await ask('/scheduler/jobs?colour=red', { 'if-none-match': '*' });

  expect([change.status, change.headers.get('etag')]).toEqual([200, null]);
  expect([refused.status, refused.headers.get('etag')]).toEqual([400, null]);
});

test('the audit is a file for spreadsheets that start no formula of it', async () => {
  const sql = `insert into audit (actor_id, actor_name, platform, command, input, outcome, detail)
    values ('7', '=HYPERLINK("http://evil.example")', 'discord', 'mute', '{"kind":"a,b"}', 'failed', '@SUM(1)')`;
  await door.services.em().execute(sql);

  const file = await ask('/audit?format=csv&command=mute');
  const json = await ask('/audit?command=mute&format=json');
  const sameFile = await ask('/admin/audit-logs?format=csv&command=mute');

  const [head, row] = file.text.split('\r\n');
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
  expect(head).toBe('id,at,actor,actor_id,platform,command,input,outcome,detail');
  expect(row).toContain(`,"'=HYPERLINK(""http://evil.example"")",7,discord,mute,`);
  expect(row).toMatch(/,"\{""kind"":""a,b""\}",failed,'@SUM\(1\)$/);
  expect(json.data).toMatchObject({ total: 1, page_info: { has_more: false } });
  expect(sameFile.text).toBe(file.text);
});

test('the runs are a file, too, and a long one says where it goes on', async () => {
  await door.services.em().execute(
    `insert into tasks (task_name, status, cause, input, scheduled_time, actual_start, actual_end)
       select 'vip', 'completed', 'schedule', '{}', now(), now(), now() from generate_series(1, 3)`,
  );

  const file = await ask('/scheduler/tasks/history?format=csv&job=vip&limit=2');
  const next = /^<([^>]+)>; rel="next"$/.exec(file.headers.get('link') ?? '')?.[1] ?? '';
  const rest = await door.ask(next, ownerKey);

  expect(file.text.split('\r\n')[0]).toContain('id,task_name,status,cause');
  expect(file.text.match(/,vip,completed,/g)).toHaveLength(2);
  expect(rest.text.match(/,vip,completed,/g)).toHaveLength(1);
  expect(rest.headers.get('link')).toBeNull();
});

test('what is no run of a job is not told at its address', async () => {
  const answer = await ask('/scheduler/tasks/history?alerts=true');

  expect([answer.status, answer.code]).toEqual([400, 'bad_input']);
});

test('a path without a file knows no format', async () => {
  expect((await ask('/scheduler/jobs?format=csv')).status).toBe(400);
});

test('what starts within the next hours is told, the soonest first', async () => {
  type Due = { next_run_time: string; hours_until_run: number; job_id: string };
  const dueIn = async (hours: number) =>
    (await ask(`/scheduler/upcoming-tasks?hours=${hours}&limit=500`)).data['next_jobs'] as Due[];

  const soon = await dueIn(1);
  const week = await dueIn(168);

  expect(soon.map(({ job_id }) => job_id)).toContain('account');
  expect(week.map(({ job_id }) => job_id)).toEqual(expect.arrayContaining(['vip', 'digest']));
  expect(soon.every((due) => due.hours_until_run <= 1)).toBe(true);
  expect(week.length).toBeGreaterThan(soon.length);
  const times = week.map((due) => Date.parse(due.next_run_time));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect((await ask('/scheduler/upcoming-tasks?hours=169')).status).toBe(400);
});
