import { z } from 'zod';
import { mayAct } from '../src/command/actor.ts';
import { type Context, defineCommand } from '../src/command/definition.ts';
import { UserError } from '../src/errors.ts';
import { lastEventLook } from '../src/events/describe.ts';
import { activeEvents } from '../src/events/events.ts';
import { giveFetchConsent } from '../src/rulebook/consent.ts';
import { importPage } from '../src/rulebook/import-page.ts';
import {
  acknowledge,
  latestRulebook,
  listRulePages,
  namedPage,
  readPage,
  searchRules,
} from '../src/rulebook/read-rules.ts';
import { type RulesOutput, showRules } from '../src/rulebook/show-rules.ts';

const actions = ['list', 'show', 'diff', 'search', 'import', 'seen', 'allow-fetch'] as const;
const looking: readonly string[] = ['list', 'show', 'diff', 'search'];

const input = z.strictObject({
  action: z.enum(actions).default('list').describe('what to do with the rule pages'),
  page: z.string().max(200).optional().describe('one of the seven pages, such as /rules.php'),
  text: z.string().optional().describe('the pasted page, or the words to search for'),
  file: z.string().max(200).optional().describe('name of a file in RULES_DIR instead of the text'),
  sure: z.boolean().default(false).describe('take the page although it looks unlike the known one'),
});
type Input = z.output<typeof input>;

export default defineCommand({
  name: 'rules',
  description: 'The rules of the tracker as known here: read, compare, search, bring a new version',
  role: 'operator',
  effect: 'change',
  visibility: 'private',
  input,
  attached: 'text',
  looks: ({ action }) => looking.includes(action),
  run: (asked, context) => does[asked.action](asked, context),
  view: showRules,
});

type Does = (asked: Input, context: Context) => Promise<RulesOutput>;

const does: Record<(typeof actions)[number], Does> = {
  async list(_asked, { em, now }) {
    const [pages, rulebook] = [await listRulePages(em), await latestRulebook(em)];
    const [events, lastLook] = [await activeEvents(em, now), await lastEventLook(em)];
    return { action: 'list', pages, rulebook, events, lastLook };
  },

  async search({ text = '' }, { em }) {
    return { action: 'search', words: text, passages: await searchRules(em, text) };
  },

  async show(asked, { em }) {
    const page = namedPage(asked.page ?? '');
    return { action: 'show', page, ...(await readPage(em, page)) };
  },

  async diff(asked, { em }) {
    const page = namedPage(asked.page ?? '');
    return { action: 'diff', page, ...(await readPage(em, page)) };
  },

  async import({ page: name = '', text, file, sure }, { em, actor, now, services }) {
    const page = namedPage(name);
    const { platforms, config } = services;
    const source = { text, file, folder: config.settings.RULES_DIR };
    const by = { actor: actor.name, isSure: sure, platforms, now };
    return { action: 'import', page, outcome: await importPage(em, page, source, by) };
  },

  async seen(asked, { em, actor, now }) {
    const page = namedPage(asked.page ?? '');
    return { action: 'seen', page, isFirst: await acknowledge(em, page, actor.name, now) };
  },

  async 'allow-fetch'({ sure }, { em, actor, now }) {
    if (!mayAct(actor.role, 'owner')) {
      throw new UserError('not_allowed', 'Only an owner may allow that.', 'Ask an owner.');
    }
    const consent = sure ? await giveFetchConsent(em, actor.name, now) : null;
    return { action: 'allow-fetch', consent };
  },
};
