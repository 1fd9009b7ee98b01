import { z } from 'zod';
import { snakeCase } from './fields.ts';

const event = z.object({
  type: z.enum(['freeleech', 'bonus', 'multiplier', 'none']),
  start: z.date(),
  end: z.date().nullable(),
  description: z.string(),
  setBy: z.string().nullable(),
});
const events = z.object({ events: z.array(event), lastLook: z.date().nullable() });
const rules = z.object({
  pages: z.array(z.looseObject({ page: z.string(), version: z.number().nullable() })),
  rulebook: z.object({ version: z.number(), since: z.date() }).nullable(),
  events: z.array(event),
  lastLook: z.date().nullable(),
});

/** Events under the names older tools use; what a person called "none" is no event. */
export function eventsFields(output: unknown) {
  const active = going(events.parse(output).events);
  return {
    active_events: active.map(({ type, description, setBy, start, end }) => ({
      type,
      description: description || (setBy ? `set by ${setBy}` : ''),
      start_date: start,
      end_date: end,
    })),
    current_impact: impactOf(active.map(({ type }) => type)),
    event_count: active.length,
  };
}

/** The event watch: when the site was last looked at, and what was found. */
export function eventMonitorFields(output: unknown) {
  return { ...eventsFields(output), last_check: events.parse(output).lastLook };
}

/** The rulebook as a whole; an event is unknown until the site was looked at once. */
export function rulesFields(output: unknown) {
  const { pages, rulebook, lastLook, ...parsed } = rules.parse(output);
  const active = going(parsed.events);
  const has = (type: string) =>
    lastLook === null && active.length === 0 ? null : active.some((one) => one.type === type);
  return {
    rule_version: rulebook?.version ?? null,
    effective_date: rulebook?.since ?? null,
    freeleech_active: has('freeleech'),
    bonus_event_active: has('bonus'),
    multiplier_active: has('multiplier'),
    event_details: snakeCase(active),
    rules_summary: snakeCase(pages),
    last_updated: rulebook?.since ?? null,
  };
}

function going(list: readonly z.output<typeof event>[]) {
  return list.some(({ type }) => type === 'none') ? [] : list;
}

function impactOf(types: readonly string[]) {
  if (types.includes('freeleech')) return 'zero_upload_needed';
  return types.includes('multiplier') ? 'increase_download_rate' : 'normal';
}
