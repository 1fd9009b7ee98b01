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
