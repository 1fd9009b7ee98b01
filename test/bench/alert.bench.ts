import pg from 'pg';
import { raise } from '../../src/alerts/raise.ts';
import { downloadFailed } from '../../src/alerts/words/downloads.ts';
import { clientOptions } from '../../src/db/listen.ts';
import { type Orm, openOrm } from '../../src/db/orm.ts';
import { until } from '../support/until.ts';
import { databaseUrl, openDurableDatabase } from './durable-database.ts';
import { withBot, withProgram } from './processes.ts';
import { compare } from './rounds.ts';
import type { Bench } from './run.ts';
import { openTwoChats, type TwoChats } from './two-chats.ts';

const alertsPerTurn = 100;

type Chat = 'discord' | 'slack';
/** Commits something to post with this text in it; answers when the commit was sent off. */
type Commit = (chat: Chat, text: string) => Promise<number>;
type Contestant = { chats: TwoChats; commit: Commit };

export default {
  name: 'alert',
  question: 'How long from the commit of an alert to its message?',
  async run() {
    const { folder, connection, close } = await openDurableDatabase();
    const orm = await openOrm(connection, 2);
    const client = new pg.Client(clientOptions(connection));
    await client.connect();
    const [ours, bare] = [await openTwoChats(), await openTwoChats()];
    const settings = { DATABASE_URL: databaseUrl(connection), LOG_LEVEL: 'error' };
    const own = { ...ours.environment, ...settings, DATA_DIR: folder, SCHEDULER_ENABLED: 'false' };
    const floor = { ...bare.environment, ...settings };
    try {
      await withBot(folder, own, () =>
        withProgram(['test/bench/bare-poster.ts'], folder, floor, async () => {
          await ours.connected();
          await compareChats(
            { chats: ours, commit: commitAlert(orm) },
            { chats: bare, commit: await commitNotice(client) },
          );
        }),
      );
      await tellBooks(orm, ours);
    } finally {
      await ours.stop();
      await bare.stop();
      await client.end();
      await orm.close();
      await close();
    }
  },
} satisfies Bench;

async function compareChats(ours: Contestant, bare: Contestant): Promise<void> {
  for (const chat of ['discord', 'slack'] as const) {
    await compare(`From the commit to the message in ${chat}`, {
      Shelfwarden: () => send(ours, chat),
      'LISTEN and a bare post': () => send(bare, chat),
    });
  }
}

let sent = 0;

/** One alert after the other, each when the last one has arrived. */
async function send({ chats, commit }: Contestant, chat: Chat) {
  const times: number[] = [];
  for (let count = 0; count < alertsPerTurn; count += 1) {
    const text = `alert ${(sent += 1)}.`;
    const committedMs = await commit(chat, text);
    const arrived = await until(() => chats.last(chat, 3).find((one) => one.text.includes(text)));
    times.push(arrived.shownAtMs - committedMs);
  }
  return { 'arrived ms': times };
}

function commitAlert(orm: Orm): Commit {
  return async (chat, text) => {
    const em = orm.em.fork();
    await em.begin();
    const words = downloadFailed({ id: 1, title: text, author: 'Somebody' }, 'two pieces differ');
    await raise(em, [chat], { key: text, ...words });
    const committedMs = performance.now();
    await em.commit();
    return committedMs;
  };
}

/** A row that is forced to disk as well, and the text for whoever listens. */
async function commitNotice(client: pg.Client): Promise<Commit> {
  await client.query('create table notices (text text not null)');
  return async (chat, text) => {
    await client.query('begin');
    await client.query('insert into notices values ($1)', [text]);
    await client.query('select pg_notify($1, $2)', [chat, text]);
    const committedMs = performance.now();
    await client.query('commit');
    return committedMs;
  };
}

/** Every alert once in its chat, and every message of the outbox done. */
async function tellBooks(orm: Orm, { last, violations }: TwoChats): Promise<void> {
  const em = orm.em.fork();
  const raised = await em.execute<{ key: string; chat: Chat; status: string }[]>(
    `select a.key, o.platform as chat, o.status
       from alerts a join outbox o on o.payload ->> 'alertId' = a.id::text`,
  );
  const shown = {
    discord: last('discord', Number.POSITIVE_INFINITY),
    slack: last('slack', Number.POSITIVE_INFINITY),
  };
  const timesShown = raised.map(
    ({ key, chat }) => shown[chat].filter(({ text }) => text.includes(key)).length,
  );
  const once = timesShown.filter((times) => times === 1).length;
  const done = raised.filter(({ status }) => status === 'done').length;
  console.log(`\n${raised.length} alerts: ${once} shown exactly once, ${done} done in the outbox`);
  console.log('broken rules of the chats:', violations());
}
