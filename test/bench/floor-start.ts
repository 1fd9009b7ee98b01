// The least a program with the bot's libraries can do: load them, reach the database, listen.
import '@fastify/helmet';
import '@fastify/rate-limit';
import '@fastify/swagger';
import '@mikro-orm/migrations';
import 'bree';
import 'croner';
import 'entities';
import 'fastify-type-provider-zod';
import 'got';
import 'pino';
import 'zod';
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { fastify } from 'fastify';

// As much of the chat as can be had without connecting to it.
const chat = process.env['FLOOR_CHAT'];
if (chat) await import(chat);

const Thing = defineEntity({ name: 'Thing', properties: { id: p.integer().primary() } });

const orm = await MikroORM.init({
  host: process.env['FLOOR_DATABASE_HOST'] ?? '',
  port: Number(process.env['FLOOR_DATABASE_PORT']),
  user: 'postgres',
  dbName: 'postgres',
  entities: [Thing],
});
const app = fastify();
app.get('/health/ready', async () => orm.em.fork().execute('select 1'));
await app.listen({ host: '127.0.0.1', port: Number(process.env['HTTP_PORT']) });

process.once('SIGTERM', () => process.exit(0));
