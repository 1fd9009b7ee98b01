import { type Component, linkStyle, selectTypes, componentTypes as types } from './component.ts';
import { type Embed, hasFlag, type Message, messageTypes } from './message.ts';
import type { DiscordState } from './state.ts';

/** A message as plain text, the way it stands on the screen: who, what, and what can be pressed. */
export function showMessage(state: DiscordState, message: Message): string {
  if (message.type === messageTypes.pinNotice) {
    return `* ${message.author.name} pinned a message to this channel`;
  }
  const notes = [
    message.onlyFor && `only ${message.onlyFor.name} can see this`,
    message.isPinned && 'pinned',
    message.editedAt && 'edited',
    message.isDeleted && 'deleted',
  ].filter((note) => typeof note === 'string');
  const head = `${message.author.name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}:`;
  if (hasFlag(message, 'loading')) return `${head}\n${message.author.name} is thinking…`;
  const embeds = hasFlag(message, 'suppressEmbeds') ? [] : message.embeds;
  const lines = [
    head,
    ...(message.content === '' ? [] : [message.content]),
    ...embeds.flatMap(showEmbed),
    ...message.components.flatMap(showComponent),
    ...message.attachments.map(({ name }) => `<${name}>`),
    ...(message.thread ? [`↳ thread: ${message.thread.name}`] : []),
  ];
  return withNames(state, lines.join('\n'));
}

function showEmbed(embed: Embed): string[] {
  const { author, title, url, description, fields = [], image, thumbnail, footer } = embed;
  const lines = [
    author?.name,
    title && (url ? `${title} <${url}>` : title),
    description,
    ...fields.map(({ name, value }) => `${name}: ${value}`),
    thumbnail && `(picture ${thumbnail.url})`,
    image && `(picture ${image.url})`,
    footer?.text,
  ];
  return lines
    .filter((line): line is string => line !== undefined && line !== '')
    .flatMap((line) => line.split('\n'))
    .map((line) => `│ ${line}`);
}

/** The lines of one component; buttons in brackets, selects with their entries below. */
function showComponent(component: Component): string[] {
  const { type, components = [], accessory } = component;
  if (type === types.row) return showRow(components);
  if (type === types.container) {
    return components.flatMap(showComponent).map((line) => `│ ${line}`);
  }
  if (type === types.section) {
    const lines = components.flatMap(showComponent);
    return [...lines, ...(accessory ? showComponent(accessory) : [])];
  }
  if (type === types.button) return [showButton(component)];
  if (type === types.textDisplay) return (component.content ?? '').split('\n');
  if (type === types.separator) return ['───'];
  if (type === types.file) return [`(file ${component.file?.url})`];
  if (type === types.thumbnail) return [`(picture ${component.media?.url})`];
  return (component.items ?? []).map(({ media }) => `(picture ${media.url})`);
}

function showRow(components: Component[]): string[] {
  const [first] = components;
  if (!first || !selectTypes.includes(first.type)) return [components.map(showButton).join(' ')];
  const entries = (first.options ?? []).map(
    (option) =>
      `  ${option.default ? '●' : '○'} ${option.label}${option.description ? ` (${option.description})` : ''}`,
  );
  return [`[ ${first.placeholder ?? 'Make a selection'} ▾ ]`, ...entries];
}

function showButton({ label, emoji, style, url, disabled }: Component): string {
  const words = [emoji?.name, label].filter(Boolean).join(' ');
  const target = style === linkStyle ? ` → ${url}` : '';
  return disabled ? `( ${words} )` : `[ ${words}${target} ]`;
}

/** Mentions and times in the words people read. */
function withNames(state: DiscordState, text: string): string {
  const nameOf = (list: { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? 'unknown';
  return text
    .replaceAll(/<@!?(\d+)>/g, (_all, id: string) => `@${nameOf([state.bot, ...state.users], id)}`)
    .replaceAll(/<@&(\d+)>/g, (_all, id: string) => `@${nameOf(state.guild.roles, id)}`)
    .replaceAll(/<#(\d+)>/g, (_all, id: string) => `#${nameOf(state.guild.channels, id)}`)
    .replaceAll(/<t:(\d+)(:\w)?>/g, (_all, seconds: string) =>
      new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' '),
    );
}
