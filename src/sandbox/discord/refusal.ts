/** Status, code and words of every answer Discord refuses a request with. */
const answers = {
  unauthorized: [401, 0, '401: Unauthorized'],
  'unknown-route': [404, 0, '404: Not Found'],
  'unknown-channel': [404, 10003, 'Unknown Channel'],
  'unknown-guild': [404, 10004, 'Unknown Guild'],
  'unknown-member': [404, 10007, 'Unknown Member'],
  'unknown-message': [404, 10008, 'Unknown Message'],
  'unknown-application': [404, 10002, 'Unknown Application'],
  'unknown-user': [404, 10013, 'Unknown User'],
  'unknown-webhook': [404, 10015, 'Unknown Webhook'],
  'unknown-interaction': [404, 10062, 'Unknown interaction'],
  'unknown-command': [404, 10063, 'Unknown application command'],
  'too-many-pins': [400, 30003, 'Maximum number of pins reached (250)'],
  'too-many-commands': [400, 30032, 'Maximum number of application commands reached (100)'],
  'too-many-command-creates': [
    429,
    30034,
    'Max number of daily application command creates has been reached (200)',
  ],
  'too-large': [413, 40005, 'Request entity too large'],
  'answered-twice': [400, 40060, 'Interaction has already been acknowledged.'],
  'missing-access': [403, 50001, 'Missing Access'],
  'other-author': [403, 50005, 'Cannot edit a message authored by another user'],
  'empty-message': [400, 50006, 'Cannot send an empty message'],
  'dm-closed': [403, 50007, 'Cannot send messages to this user'],
  'missing-permissions': [403, 50013, 'Missing Permissions'],
  'token-expired': [401, 50027, 'Invalid Webhook Token'],
  'invalid-form': [400, 50035, 'Invalid Form Body'],
  'archived-thread': [400, 50083, 'Thread is archived'],
  'thread-exists': [400, 160004, 'A thread has already been created for this message'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

export type RefusalRule = keyof typeof answers;

/** A request Discord would not serve. */
export class Refusal extends Error {
  readonly rule: RefusalRule;
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(rule: RefusalRule, detail: string, errors?: Record<string, unknown>) {
    super(detail);
    const [status, code, message] = answers[rule];
    this.rule = rule;
    this.status = status;
    this.body = { message, code, ...(errors && { errors }) };
  }
}

/** Throws {@link Refusal}. */
export function refuse(rule: RefusalRule, detail: string): never {
  throw new Refusal(rule, detail);
}
