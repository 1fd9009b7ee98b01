import { isObject } from '../../http.ts';

/** What is wrong with a value, in Slack's words and with the place; empty when it is fine. */
export type Check = (value: unknown, pointer: string) => string[];
export type Checks = Record<string, Check>;

export function problemAt(message: string, pointer: string): string[] {
  return [`${message} [json-pointer:${pointer}]`];
}

/** Length in UTF-16 units, the strictest way Slack may count. */
export function string(max: number, min = 1): Check {
  return (value, pointer) => {
    if (typeof value !== 'string') return problemAt('must provide a string', pointer);
    if (value.length < min) return problemAt(`must be more than ${min - 1} characters`, pointer);
    if (value.length > max) return problemAt(`must be less than ${max + 1} characters`, pointer);
    return [];
  };
}

export function choice(...allowed: readonly string[]): Check {
  return (value, pointer) =>
    allowed.includes(String(value)) ? [] : problemAt('must be a valid enum value', pointer);
}

export const boolean: Check = (value, pointer) =>
  typeof value === 'boolean' ? [] : problemAt('must provide a boolean', pointer);

export const number: Check = (value, pointer) =>
  typeof value === 'number' ? [] : problemAt('must provide a number', pointer);

export const anything: Check = () => [];

export function list(item: Check, max: number, min = 1): Check {
  return (value, pointer) => {
    if (!Array.isArray(value)) return problemAt('must provide an array', pointer);
    if (value.length < min) return problemAt(`no fewer than ${min} items allowed`, pointer);
    if (value.length > max) return problemAt(`no more than ${max} items allowed`, pointer);
    return value.flatMap((one: unknown, index) => item(one, `${pointer}/${index}`));
  };
}

/** An object with these fields and no others. */
export function object(required: Checks, optional: Checks = {}): Check {
  return (value, pointer) => {
    if (!isObject(value)) return problemAt('must provide an object', pointer);
    const missing = Object.keys(required).filter((name) => value[name] === undefined);
    const problems = missing.flatMap((name) =>
      problemAt(`missing required field: ${name}`, pointer),
    );
    const known: Checks = { ...required, ...optional };
    for (const [name, field] of Object.entries(value)) {
      const check = known[name];
      if (!check) problems.push(...problemAt(`invalid additional property: ${name}`, pointer));
      else if (field !== undefined) problems.push(...check(field, `${pointer}/${name}`));
    }
    return problems;
  };
}

/** An object whose `type` decides about its other fields. */
export function byType(kinds: Checks): Check {
  return (value, pointer) => {
    if (!isObject(value)) return problemAt('must provide an object', pointer);
    const { type } = value;
    if (typeof type !== 'string') return problemAt('missing required field: type', pointer);
    const check = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (!check) return problemAt(`unsupported type: ${type}`, `${pointer}/type`);
    return check(value, pointer);
  };
}

/** All of the checks, one after the other. */
export function every(...checks: Check[]): Check {
  return (value, pointer) => checks.flatMap((check) => check(value, pointer));
}

/** Exactly one of the fields has to be there. */
export function exactlyOne(...names: string[]): Check {
  return (value, pointer) => {
    const given = names.filter((name) => isObject(value) && value[name] !== undefined);
    if (given.length === 1) return [];
    return problemAt(`must define either ${names.join(' or ')}`, pointer);
  };
}

/** Only the named kinds of another table. */
export function pick(kinds: Checks, names: readonly string[]): Checks {
  return Object.fromEntries(Object.entries(kinds).filter(([name]) => names.includes(name)));
}
