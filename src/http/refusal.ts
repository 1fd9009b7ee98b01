import { UserError, type UserErrorCode } from '../errors.ts';

/** A refusal whose status differs from the one its code usually has, or that says when to come back. */
export class Refusal extends UserError {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    code: UserErrorCode,
    message: string,
    hint: string,
    options: { retryAfterSeconds?: number } = {},
  ) {
    super(code, message, hint);
    this.name = 'Refusal';
    this.status = status;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
