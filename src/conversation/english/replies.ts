import { type Block, type Button, type Reply, say } from '../../command/reply.ts';

/** What the bot itself says in a conversation. */
export const englishReplies = {
  shallI(lines: readonly string[], about: readonly string[], buttons: Button[]): Reply {
    const what = about.length > 0 ? `That is ${about.join('; ')}. ` : '';
    return {
      title: 'Shall I do this?',
      tone: 'info',
      blocks: [
        { kind: 'list', items: lines.map((text) => ({ text })) },
        { kind: 'text', text: `${what}Nothing happens until somebody presses.` },
        { kind: 'buttons', buttons },
      ],
    };
  },
  whichOne(buttons: Button[]): Reply {
    return {
      title: 'What do you mean?',
      tone: 'info',
      blocks: [
        {
          kind: 'text',
          text: 'I can read that in more than one way. Press one, or say it in other words.',
        },
        { kind: 'buttons', buttons },
      ],
    };
  },
  notUnderstood(): Reply {
    return say(
      'I did not understand that',
      'Ask such things as "what is missing from Discworld", "how is my ratio", "approve 12" or "why"; "help" lists all commands.',
      'warning',
    );
  },
  pressInstead(buttons: Button[]): Reply {
    return {
      title: 'Please press it',
      tone: 'info',
      blocks: [
        { kind: 'text', text: 'Words alone change nothing: press Confirm or Cancel.' },
        { kind: 'buttons', buttons },
      ],
    };
  },
  onlyPrivately(command: string): Reply {
    const text = `Use /${command}, or write to me in direct messages.`;
    return say(`"${command}" is answered to you alone`, text);
  },
  /** The answer that can be had here, and the button that sends the words elsewhere. */
  mayAskModel(reply: Reply, card: number, host: string): Reply {
    const text = `Nothing has left this machine. The language model at ${host} may know better: it would get your sentence and the list of commands.`;
    const button: Button = {
      label: 'Ask the model',
      runs: 'askmodel',
      input: { card },
      style: 'default',
    };
    const more: Block[] = [
      { kind: 'text', text },
      { kind: 'buttons', buttons: [button] },
    ];
    return { ...reply, blocks: [...reply.blocks, ...more] };
  },
  readByModel(name: string, host: string): string {
    return `${name} chose this command: your sentence and the list of commands went to ${host}. The answer itself is the bot's own.`;
  },
  modelDidNot(reason: string, host: string | null): string {
    const where = host
      ? `Your sentence may have gone to ${host}.`
      : 'Nothing has left this machine.';
    return `The language model did not help: ${reason}. ${where}`;
  },
  confirm: 'Confirm',
  cancel: 'Cancel',
};
