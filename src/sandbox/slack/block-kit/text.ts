import { boolean, byType, type Check, choice, object, string } from './shape.ts';

const plainText = (max: number, min: number) =>
  object({ type: choice('plain_text'), text: string(max, min) }, { emoji: boolean });

const markup = (max: number, min: number) =>
  object({ type: choice('mrkdwn'), text: string(max, min) }, { verbatim: boolean });

export function plain(max: number, min = 1): Check {
  return byType({ plain_text: plainText(max, min) });
}

export function text(max: number, min = 1): Check {
  return byType({ plain_text: plainText(max, min), mrkdwn: markup(max, min) });
}
