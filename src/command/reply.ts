/**
 * What a command shows, in words every surface understands. The vocabulary is closed: a surface
 * renders these blocks and no others.
 */
export type Reply = {
  title: string;
  tone: Tone;
  blocks: Block[];
  /**
   * Whom a message that nobody asked for calls out to, each on their own platform. The one way to ping
   * anybody: no text does, and neither does an answer or an edit.
   */
  mentions?: readonly Mention[];
};

/** A person by the id that a platform knows them by. */
export type Mention = { platform: string; id: string; name: string };

export type Tone = 'info' | 'ok' | 'warning' | 'danger';

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'fields'; fields: Field[] }
  | { kind: 'list'; title?: string; items: ListItem[] }
  | { kind: 'table'; columns: string[]; rows: string[][] }
  | { kind: 'progress'; label: string; done: number; total: number | null }
  | ImageBlock
  | ChartBlock
  | { kind: 'buttons'; buttons: Button[] }
  | { kind: 'select'; select: Select }
  | { kind: 'form'; form: Form };

/**
 * A picture the bot has. Replies are stored and compared as JSON, so the block names the picture and a
 * surface asks its `PictureOf` for the bytes. A `small` one (a cover) stands beside the next block and
 * is left out where there is none; instead of a `large` one `alt` is shown.
 */
export type ImageBlock = { kind: 'image'; ref: string; alt: string; size: 'small' | 'large' };

/** Drawn as a picture where the surface can show one, else as a line of text. */
export type ChartBlock = LineChart | BarChart;

/** Figures over time, with levels (`lines`) and moments (`marks`) that matter. */
export type LineChart = {
  kind: 'chart';
  title: string;
  unit: string;
  points: ChartPoint[];
  lines?: { label: string; value: number; tone: Tone }[];
  marks?: { label: string; at: Date }[];
};

/** Wholes and their parts, one below the other; the first part of each is what there should be most of. */
export type BarChart = { kind: 'chart'; title: string; rows: ChartBar[] };
export type ChartBar = { label: string; parts: { label: string; value: number; tone: Tone }[] };

export type Field = { label: string; value: string };
export type ListItem = { text: string; detail?: string; buttons?: Button[] };
/** Null is not known: a gap in the line. */
export type ChartPoint = { at: Date; value: number | null };
export type CallInput = Record<string, string | number | boolean>;

/** A press is a command call; `asks` names the one field the surface has to ask the person for first. */
export type Button = {
  label: string;
  runs: string;
  input: CallInput;
  style: 'primary' | 'danger' | 'default';
  asks?: Question;
};

export type Question = { field: string; label: string; choices?: readonly string[] };

/** A choice among rows: the chosen value goes into `field` of the command that `runs`. */
export type Select = {
  label: string;
  runs: string;
  input: CallInput;
  field: string;
  options: { label: string; value: string }[];
};

/** Several questions at once, answered by one command call. */
export type Form = { label: string; runs: string; input: CallInput; questions: Question[] };

/** A reply of one paragraph. */
export function say(title: string, text: string, tone: Tone = 'info'): Reply {
  return { title, tone, blocks: [{ kind: 'text', text }] };
}

/** A fields block without the fields whose value is not known. */
export function fields(pairs: Record<string, string | number | null | undefined>): Block {
  const known = Object.entries(pairs).filter(([, value]) => value !== null && value !== undefined);
  return {
    kind: 'fields',
    fields: known.map(([label, value]) => ({ label, value: String(value) })),
  };
}
