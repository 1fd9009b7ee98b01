import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIEmbed,
  APIStringSelectComponent,
} from 'discord.js';

export type Control = APIButtonComponentWithCustomId | APIStringSelectComponent;
export type Row = APIActionRowComponent<Control>;
export type Upload = { name: string; type: string; data: Buffer; alt?: string };

/** One message as Discord takes it, without who may be mentioned. */
export type Payload = {
  content: string;
  embeds: APIEmbed[];
  components: Row[];
  /** What the message brings along: pictures that its embeds show, and the full text. */
  files: Upload[];
};

/** The payload in the words of the library. */
export function messageOptions({ files, ...message }: Payload) {
  const attached = files.map(({ name, data, alt = '' }) => ({
    name,
    attachment: data,
    description: alt,
  }));
  return { ...message, files: attached };
}
