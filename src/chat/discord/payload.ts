import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIEmbed,
  APIStringSelectComponent,
} from 'discord.js';

export type Control = APIButtonComponentWithCustomId | APIStringSelectComponent;
export type Row = APIActionRowComponent<Control>;
export type TextFile = { name: string; text: string };

/** One message as Discord takes it, without who may be mentioned. */
export type Payload = {
  content: string;
  embeds: APIEmbed[];
  components: Row[];
  file: TextFile | null;
};

/** The payload in the words of the library. */
export function messageOptions({ content, embeds, components, file }: Payload) {
  const files = file ? [{ name: file.name, attachment: Buffer.from(file.text) }] : [];
  return { content, embeds, components, files };
}
